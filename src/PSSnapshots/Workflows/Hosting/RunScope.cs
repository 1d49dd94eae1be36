using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>The state that all hosts of a run share: the run, and the invocation of the cmdlet that runs it.</summary>
internal sealed class RunScope : IDisposable
{
    private readonly WorkflowRun _run;
    private readonly Action _stop;

    /// <param name="run">The run.</param>
    /// <param name="cmdlet">The cmdlet, before it runs a step.</param>
    /// <param name="stop">Suspends the run after its current steps have finished.</param>
    public RunScope(WorkflowRun run, PSCmdlet cmdlet, Action stop)
        : this(run, Preferences.Given(cmdlet), Preferences.InEffect(cmdlet), new StepRunspacePool(), stop)
    {
    }

    private RunScope(WorkflowRun run, IReadOnlyList<(string Name, object Value)> given, IReadOnlyList<(string Name, object Value)> inEffect, StepRunspacePool runspaces, Action stop)
    {
        (_run, _stop) = (run, stop);
        (Given, InEffect, Runspaces) = (given, inEffect, runspaces);
    }

    /// <summary>Gets the preferences that steps in the caller's runspace do not inherit.</summary>
    public IReadOnlyList<(string Name, object Value)> Given { get; }

    /// <summary>Gets the preferences of steps in other runspaces.</summary>
    public IReadOnlyList<(string Name, object Value)> InEffect { get; }

    /// <summary>Gets the runspaces for parallel steps.</summary>
    public StepRunspacePool Runspaces { get; }

    /// <summary>Returns a scope for another run that replaces this one and reuses its runspaces.</summary>
    public RunScope For(WorkflowRun run, Action stop) => new(run, Given, InEffect, Runspaces, stop);

    /// <summary>Creates <c>$Run</c>, a new object each time because a step can change it.</summary>
    public PSVariable RunVariable() => new("Run", _run);

    public void Stop() => _stop();

    public void Dispose() => Runspaces.Dispose();
}
