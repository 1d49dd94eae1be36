using PSSnapshots.Storage;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Checks the conditions for starting a run. It changes nothing, and requires the run's lease.</summary>
internal static class StartCheck
{
    public static void Require(WorkflowDefinition definition, RunStore store, RunnerOptions options)
    {
        if (options.Force) return;
        var state = store.State;
        if (state.HasBegun)
            throw new InvalidRunStateException(state.RunId, $"Run '{state.RunId}' has begun already: it is {state.Status}. Resume it, or make a new run.");
        if (options.Checkpoints is { } checkpoints) RequireAbsent(definition, checkpoints, state);
        ResumeCheck.RequireRunAgain(definition, store, state, options);
    }

    private static void RequireAbsent(WorkflowDefinition definition, ISnapshotStore checkpoints, RunState state)
    {
        var isDamaged = false;
        var newest = ResumeCheck.FindNewest(checkpoints, state.RunId, out var damaged, _ => isDamaged = true);
        if (newest is null && damaged is not null)
            throw new DamagedCheckpointException(state.RunId, damaged, null, LostSteps.Of(checkpoints, null, state, definition));
        // A snapshot that was saved before the start does not count as a started run, unless an earlier snapshot does.
        if (newest is { Status: RunStatus.Initial } && newest.WorkflowId == state.WorkflowId && !isDamaged)
            newest = checkpoints.List(state.RunId).LastOrDefault(stored => stored.Status != RunStatus.Initial || stored.WorkflowId != state.WorkflowId);
        if (newest is not null) throw new RunExistsException(state.RunId, state.WorkflowId, newest);
    }
}
