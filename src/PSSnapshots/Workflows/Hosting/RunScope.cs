using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>What all hosts of a run share: the run, and how the cmdlet that runs it was called.</summary>
internal sealed class RunScope : IDisposable
{
    private readonly WorkflowRun _run;
    private readonly Action _stop;

    /// <param name="run">The run.</param>
    /// <param name="cmdlet">The cmdlet, before it runs anything.</param>
    /// <param name="stop">Suspends the run at the next border of a step.</param>
    public RunScope(WorkflowRun run, PSCmdlet cmdlet, Action stop)
        : this(run, Preferences.Given(cmdlet), Preferences.InEffect(cmdlet), new StepRunspacePool(), stop)
    {
    }

    private RunScope(WorkflowRun run, IReadOnlyList<(string Name, object Value)> given, IReadOnlyList<(string Name, object Value)> inEffect, StepRunspacePool runspaces, Action stop)
    {
        (_run, _stop) = (run, stop);
        (Given, InEffect, Runspaces) = (given, inEffect, runspaces);
    }

    /// <summary>Preferences that steps in the caller's runspace do not have from their caller.</summary>
    public IReadOnlyList<(string Name, object Value)> Given { get; }

    /// <summary>Preferences of steps in other runspaces.</summary>
    public IReadOnlyList<(string Name, object Value)> InEffect { get; }

    /// <summary>The runspaces of what runs at once.</summary>
    public StepRunspacePool Runspaces { get; }

    /// <summary>Returns the scope of another run that takes this one's place, with its runspaces.</summary>
    public RunScope For(WorkflowRun run, Action stop) => new(run, Given, InEffect, Runspaces, stop);

    /// <summary><c>$Run</c>, new each time, since a step may set its variables.</summary>
    public PSVariable RunVariable() => new("Run", _run);

    public void Stop() => _stop();

    public void Dispose() => Runspaces.Dispose();
}
