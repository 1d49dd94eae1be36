using PSSnapshots.Storage;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Finds the steps that run again if a run continues from a checkpoint that is not its newest.</summary>
internal static class LostSteps
{
    /// <param name="checkpoints">The store.</param>
    /// <param name="older">The checkpoint from which the run would continue.</param>
    /// <param name="state">Its state.</param>
    /// <param name="definition">What the run does, if it is known.</param>
    public static IReadOnlyList<string> Of(ISnapshotStore checkpoints, StoredSnapshot older, RunState state, WorkflowDefinition? definition)
    {
        var found = new List<string>();
        foreach (var attempt in checkpoints.ListAttempts(state.RunId))
            if (attempt.Epoch >= older.Epoch && attempt.AfterSequence >= older.Sequence) Add(attempt.StepId);
        if (definition is null) return found;
        var counted = definition.Plan.Leaves.Select(node => node.Id).ToList();
        foreach (var id in counted.Take(CompletedLater(checkpoints, state, counted))) Add(id);
        return found;

        void Add(string id)
        {
            if (!state.HasCompleted(id) && !found.Contains(id)) found.Add(id);
        }
    }

    /// <summary>How many leaves, in the definition's order, the store's index takes for completed.</summary>
    private static int CompletedLater(ISnapshotStore checkpoints, RunState state, List<string> leaves)
    {
        if (checkpoints.ListRuns(new RunFilter { RunId = state.RunId }) is not [{ CompletedSteps: { } completed }, ..]) return 0;
        var more = completed - leaves.Count(state.HasCompleted);
        var place = 0;
        for (; place < leaves.Count && more > 0; place++)
            if (!state.HasCompleted(leaves[place])) more--;
        return place;
    }
}
