using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>What all hosts of a run share: the run, and how the cmdlet that runs it was called.</summary>
/// <param name="run">The run.</param>
/// <param name="preferences">Preference variables that the cmdlet's common parameters stand for.</param>
/// <param name="runspaces">The runspaces of what runs at once.</param>
/// <param name="stop">Suspends the run at the next border of a step.</param>
internal sealed class RunScope(WorkflowRun run, IReadOnlyList<PSVariable> preferences, RunspaceReserve runspaces, Action stop)
{
    /// <summary><c>$Run</c>.</summary>
    public PSVariable RunVariable { get; } = new("Run", run);

    /// <summary><c>$Context</c>.</summary>
    public PSVariable ContextVariable { get; } = new("Context", new ContextTable(run.Store));

    public IReadOnlyList<PSVariable> Preferences { get; } = preferences;

    public RunspaceReserve Runspaces { get; } = runspaces;

    public void Stop() => stop();
}
