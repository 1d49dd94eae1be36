using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>What all hosts of a run share: the run, and how the cmdlet that runs it was called.</summary>
/// <param name="run">The run.</param>
/// <param name="cmdlet">The cmdlet, before it runs anything.</param>
/// <param name="stop">Suspends the run at the next border of a step.</param>
internal sealed class RunScope(WorkflowRun run, PSCmdlet cmdlet, Action stop) : IDisposable
{
    /// <summary>Preferences that steps in the caller's runspace do not have from their caller.</summary>
    public IReadOnlyList<(string Name, object Value)> Given { get; } = Preferences.Given(cmdlet);

    /// <summary>Preferences of steps in other runspaces.</summary>
    public IReadOnlyList<(string Name, object Value)> InEffect { get; } = Preferences.InEffect(cmdlet);

    /// <summary>The runspaces of what runs at once.</summary>
    public RunspaceReserve Runspaces { get; } = new();

    /// <summary><c>$Run</c>, new each time, since a step may set its variables.</summary>
    public PSVariable RunVariable() => new("Run", run);

    public void Stop() => stop();

    public void Dispose() => Runspaces.Dispose();
}
