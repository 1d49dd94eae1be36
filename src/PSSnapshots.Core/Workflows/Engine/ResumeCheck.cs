using PSSnapshots.Storage;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Checks the conditions for resuming a run. It changes nothing, and requires the run's lease.</summary>
internal static class ResumeCheck
{
    /// <returns>The newest checkpoint that can be read, or <see langword="null"/> if there is none.</returns>
    public static StoredSnapshot? Require(WorkflowDefinition definition, RunStore store, RunnerOptions options)
    {
        var state = store.State;
        if (!state.HasBegun)
            throw new InvalidRunStateException(state.RunId, $"Run '{state.RunId}' has not begun. Start it.");
        if (state.Status == RunStatus.Completed)
            throw new InvalidRunStateException(state.RunId, $"Run '{state.RunId}' has completed. There is nothing to resume.");
        if (options.Force) return options.Checkpoints?.GetLatest(state.RunId);
        var newest = RequireNewest(definition, store, options);
        var changes = definition.CompareTo([.. state.GraphEntries]);
        if (changes.Count > 0) throw new DefinitionChangedException(state.RunId, changes);
        return newest;
    }

    /// <summary>Asks for confirmation for each step that is not idempotent and has begun without completing.</summary>
    /// <param name="definition">The workflow.</param>
    /// <param name="store">The run.</param>
    /// <param name="state">The state to continue from, including the attempts of processes that died.</param>
    /// <param name="options">The options, which permit a step to run again or specify the callback to ask.</param>
    public static void RequireRunAgain(WorkflowDefinition definition, RunStore store, RunState state, RunnerOptions options)
    {
        if (options.Force || !definition.Plan.HasNonIdempotentSteps) return;
        var begun = state.StepResults.Values.Where(result => result.Status is StepStatus.Running or StepStatus.Failed).Select(result => result.Id)
            .Concat(store.GetBegun().Where(id => !state.StepResults.TryGetExact(id, out var result) || result.Status is not (StepStatus.Completed or StepStatus.Suspended)))
            .Distinct(StringComparer.Ordinal);
        var refused = new List<string>();
        foreach (var id in begun)
        {
            if (IsSkipped(definition, id, options) || !definition.Plan.IsNonIdempotentStep(id)) continue;
            if (options.MayRunAgain?.Invoke(id) != true) refused.Add(id);
        }
        if (refused.Count > 0) throw new NonIdempotentStepException(state.RunId, refused);
    }

    /// <summary>Returns the attempts that were begun after the state to continue from was saved, by processes that have died.</summary>
    /// <param name="store">The run.</param>
    /// <param name="options">The options, which specify the store of checkpoints.</param>
    /// <param name="newest">The newest checkpoint.</param>
    public static IReadOnlyList<StepAttempt> LostAttempts(RunStore store, RunnerOptions options, StoredSnapshot? newest) =>
        // A run in memory contains what its own process did.
        options.Checkpoints is not { } checkpoints || newest is null || store.HasSaved(newest.SnapshotId)
            ? []
            : Recovery.AttemptsSince(checkpoints, store.State.RunId, newest);

    /// <summary>Returns the newest readable checkpoint of a run.</summary>
    /// <param name="checkpoints">The store.</param>
    /// <param name="runId">The run ID.</param>
    /// <param name="damaged">Receives the problem of a newer checkpoint that is damaged or missing, if any.</param>
    /// <param name="onProblem">Receives each problem.</param>
    public static StoredSnapshot? FindNewest(ISnapshotStore checkpoints, string runId, out StoreProblem? damaged, Action<StoreProblem>? onProblem = null)
    {
        StoreProblem? worst = null;
        var newest = checkpoints.GetLatest(runId, problem =>
        {
            onProblem?.Invoke(problem);
            if (worst is null || problem.Sequence > (worst.Sequence ?? 0)) worst = problem;
        });
        // Damage in older checkpoints does not affect the resume.
        damaged = newest is null || worst?.Sequence > newest.Sequence ? worst : null;
        return newest;
    }

    private static bool IsSkipped(WorkflowDefinition definition, string id, RunnerOptions options) =>
        options.SkipSteps is { Count: > 0 } skipped && (skipped.Contains(id) || skipped.Any(name => definition.Plan.Find(name) is { } node && node.Id == name && definition.Plan.Contains(node, id)));

    private static StoredSnapshot? RequireNewest(WorkflowDefinition definition, RunStore store, RunnerOptions options)
    {
        if (options.Checkpoints is not { } checkpoints) return null;
        var newest = FindNewest(checkpoints, store.State.RunId, out var damaged);
        if (damaged is not null) throw new DamagedCheckpointException(store.State.RunId, damaged, newest, LostSteps.Of(checkpoints, newest, store.State, definition));
        if (newest is not null && !store.HasSaved(newest.SnapshotId) && newest.SnapshotId != store.State.RestorePoint?.SnapshotId) throw new NewerCheckpointException(newest);
        return newest;
    }
}
