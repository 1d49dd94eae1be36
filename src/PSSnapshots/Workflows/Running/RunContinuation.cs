using System.Management.Automation;
using PSSnapshots.Errors;
using PSSnapshots.Stores;

namespace PSSnapshots.Workflows;

/// <summary>Decides whether to start or resume a run, based on its state in the store.</summary>
/// <param name="given">The run in this process.</param>
/// <param name="definition">The definition of the workflow.</param>
/// <param name="options">The runner options.</param>
internal sealed class RunContinuation(WorkflowRun given, WorkflowDefinition definition, RunnerOptions options)
{
    // Each retry means that another process started or resumed the run.
    private const int MaxTries = 5;

    private int _tries;

    /// <summary>Returns whether another process changed the run, so that the decision must be repeated.</summary>
    /// <param name="failure">The exception that prevented the run from running.</param>
    public bool IsSuperseded(Exception failure) => failure is RunExistsException or NewerCheckpointException && ++_tries < MaxTries;

    /// <summary>Decides whether to start, resume or return the run.</summary>
    /// <param name="warn">Receives warnings.</param>
    /// <param name="report">Receives errors.</param>
    /// <returns>The execution, or <see langword="null"/> if an error was reported.</returns>
    public RunExecution? Decide(Action<string> warn, Action<ErrorRecord> report)
    {
        if (Find(warn, report) is not { } run) return null;
        var hasBegun = run.Store.State.HasBegun;
        return new RunExecution(run, definition, options with { LeaveWaiting = hasBegun, Work = null, StepFailed = failure => run.Failure = failure })
        {
            IsResume = hasBegun,
            IsDone = run.Status == RunStatus.Completed,
            Continuation = this,
        };
    }

    /// <summary>Returns the run from the store, or the given run if the store has none or the given run is newest.</summary>
    private WorkflowRun? Find(Action<string> warn, Action<ErrorRecord> report)
    {
        if (options.Checkpoints is not { } checkpoints) return given;
        var loader = new CheckpointLoader(checkpoints, warn, report);
        if (!loader.TryLoadNewest(given.RunId, false, () => definition, out var newest)) return null;
        if (newest is not null && newest.WorkflowId != given.WorkflowId)
        {
            report(ErrorRecords.Of(new RunExistsException(given.RunId, given.WorkflowId, newest), given));
            return null;
        }
        if (newest is null or { Status: RunStatus.Initial } || given.Store.HasSaved(newest.SnapshotId)) return given;
        return loader.TryRead(newest, out var loaded)
            ? new WorkflowRun(loaded.Store, definition) { Checkpoints = checkpoints, DefinitionSource = given.DefinitionSource }
            : null;
    }
}
