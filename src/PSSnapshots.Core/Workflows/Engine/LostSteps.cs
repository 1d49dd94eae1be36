using PSSnapshots.Storage;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Finds the steps that run again if a run continues from a checkpoint that is not its newest.</summary>
internal static class LostSteps
{
    /// <param name="checkpoints">The store.</param>
    /// <param name="older">The checkpoint from which the run would continue, or <see langword="null"/> if it would start over.</param>
    /// <param name="state">The state that it would continue from.</param>
    /// <param name="definition">The workflow definition, if it is known.</param>
    public static IReadOnlyList<string> Of(ISnapshotStore checkpoints, StoredSnapshot? older, RunState state, WorkflowDefinition? definition)
    {
        var found = new List<string>();
        foreach (var attempt in checkpoints.ListAttempts(state.RunId))
            if (older is null || (attempt.Epoch >= older.Epoch && attempt.AfterSequence >= older.Sequence)) Add(attempt.StepId);
        if (checkpoints.ListRuns(new RunFilter { RunId = state.RunId }) is not [{ } head, ..]) return found;
        var counted = definition?.Plan.Leaves.Select(node => node.Id).ToList() ?? [];
        foreach (var id in counted.Take(CompletedLater(head, state, counted))) Add(id);
        foreach (var waiting in head.Waiting)
            if (!state.StepResults.TryGetExact(waiting.StepId, out var known) || known.Status != StepStatus.Suspended) Add(waiting.StepId);
        return found;

        void Add(string id)
        {
            if (!state.HasCompleted(id) && !found.Contains(id)) found.Add(id);
        }
    }

    /// <summary>Returns how many leaves, in definition order, contain all the steps that the store's index counts as completed.</summary>
    private static int CompletedLater(RunHead head, RunState state, List<string> leaves)
    {
        var more = (head.CompletedSteps ?? 0) - leaves.Count(state.HasCompleted);
        var place = 0;
        for (; place < leaves.Count && more > 0; place++)
            if (!state.HasCompleted(leaves[place])) more--;
        return place;
    }
}
