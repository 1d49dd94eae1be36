using System.Management.Automation;
using PSSnapshots.Errors;
using PSSnapshots.Stores;

namespace PSSnapshots.Workflows;

/// <summary>Decides whether a run is started or resumed, by what its store has of it.</summary>
/// <param name="given">The run, as it was made or as it is in this process.</param>
/// <param name="definition">What it does.</param>
/// <param name="options">How it is run.</param>
internal sealed class RunContinuation(WorkflowRun given, WorkflowDefinition definition, RunnerOptions options)
{
    // Each further try means that another process started or resumed the run meanwhile.
    private const int MaxTries = 5;

    private int _tries;

    /// <summary>Returns whether another process changed the run meanwhile, so that it has to be decided again.</summary>
    /// <param name="failure">What kept the run from being run.</param>
    public bool IsSuperseded(Exception failure) => failure is RunExistsException or NewerCheckpointException && ++_tries < MaxTries;

    /// <summary>Decides what is done.</summary>
    /// <param name="warn">Takes warnings.</param>
    /// <param name="report">Takes errors.</param>
    /// <returns>What is done, or <see langword="null"/> if something was reported.</returns>
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

    /// <summary>Finds the run that the store has; the given one if it has none, or that one is the newest.</summary>
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
