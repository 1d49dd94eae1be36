using PSSnapshots.Storage;

namespace PSSnapshots.Workflows.Engine;

/// <summary>What must hold before a run is resumed. It changes nothing.</summary>
internal static class ResumeCheck
{
    public static void Require(WorkflowDefinition definition, RunStore store, RunnerOptions options)
    {
        var state = store.State;
        if (state is { Status: RunStatus.Initial, StepResults.Count: 0 })
            throw new InvalidRunStateException(state.RunId, $"Run '{state.RunId}' has not begun. Start it.");
        if (state.Status == RunStatus.Completed)
            throw new InvalidRunStateException(state.RunId, $"Run '{state.RunId}' has completed. There is nothing to resume.");
        if (options.ResumeStep is { } named && !(state.StepResults.TryGetValue(named, out var result) && result.Status == StepStatus.Suspended))
            throw new InvalidRunOptionException($"Step '{named}' does not wait to be resumed.");
        if (!options.Force)
        {
            RequireNewest(store, options);
            var changes = definition.CompareTo([.. state.GraphEntries]);
            if (changes.Count > 0) throw new DefinitionChangedException(state.RunId, changes);
        }
        RequireRunAgain(definition, state, options);
    }

    private static void RequireNewest(RunStore store, RunnerOptions options)
    {
        if (options.Checkpoints is null) return;
        StoreProblem? damaged = null;
        var newest = options.Checkpoints.GetLatest(store.State.RunId, problem => damaged = problem.Sequence > (damaged?.Sequence ?? 0) ? problem : damaged);
        if (damaged is not null && damaged.Sequence > (newest?.Sequence ?? 0)) throw new DamagedCheckpointException(store.State.RunId, damaged);
        if (newest is null) return;
        if (!store.HasSaved(newest.SnapshotId) && newest.SnapshotId != store.State.RestorePoint?.SnapshotId) throw new NewerCheckpointException(newest);
    }

    private static void RequireRunAgain(WorkflowDefinition definition, RunState state, RunnerOptions options)
    {
        if (options.Force || !definition.Plan.HasNonIdempotentSteps || state.StepResults.Counts.Running == 0) return;
        var refused = new List<string>();
        foreach (var result in state.StepResults.Values)
        {
            if (result.Status != StepStatus.Running || options.SkipSteps?.Contains(result.Id) == true) continue;
            if (definition.Plan.Find(result.Id) is not { } place || WorkflowPlan.OptionsOf(place.Node) is not { IsIdempotent: false }) continue;
            // The result of a loop or a foreach is that of all its iterations, which have their own.
            if (place.Node is not StepNode && place.Id == result.Id) continue;
            if (options.MayRunAgain?.Invoke(result.Id) != true) refused.Add(result.Id);
        }
        if (refused.Count > 0) throw new NonIdempotentStepException(refused);
    }
}
