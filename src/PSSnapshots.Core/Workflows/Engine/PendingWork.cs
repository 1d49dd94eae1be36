namespace PSSnapshots.Workflows.Engine;

/// <summary>Determines whether a run has anything to run before a waiting step is answered.</summary>
internal static class PendingWork
{
    public static bool Exists(WorkflowPlan plan, RunState state) => IsInLane(plan.Nodes, state);

    private static bool IsInLane(PlanNode[] nodes, RunState state)
    {
        var next = Array.Find(nodes, node => !state.HasCompleted(node.Id));
        // The node that contains a completed lane still has to be completed.
        return next is null || IsInNode(next, state);
    }

    private static bool IsInNode(PlanNode node, RunState state)
    {
        if (!state.StepResults.TryGetExact(node.Id, out var result)) return true;
        return node.Node switch
        {
            ParallelNode => Array.TrueForAll(node.Lanes, lane => state.HasCompleted(lane[0].Id))
                || Array.Exists(node.Lanes, lane => !state.HasCompleted(lane[0].Id) && IsInLane(lane, state)),
            BranchNode => !Frame.TryReadNumber(result.PlanJson, out var arm) || arm < 0 || arm >= node.Lanes.Length || IsInLane(node.Lanes[arm], state),
            NestedNode => IsInLane(node.Lanes[0], state),
            ForEachNode each => result.PlanJson is not { Kind: JsonKind.Array } items || IsInIterations(node.Id, items.Items().Length, each.ThrottleLimit == 1, state),
            LoopNode => IsInIterations(node.Id, int.MaxValue, isInOrder: true, state),
            _ => !WaitingSteps.IsWaiting(result),
        };
    }

    private static bool IsInIterations(string nodeId, int count, bool isInOrder, RunState state)
    {
        var isWaiting = false;
        for (var i = 0; i < count; i++)
        {
            if (!state.StepResults.TryGetExact(IterationId.Of(nodeId, i), out var result)) return true;
            if (result.Status == StepStatus.Completed) continue;
            if (!WaitingSteps.IsWaiting(result)) return true;
            if (isInOrder) return false;
            isWaiting = true;
        }
        return !isWaiting;
    }
}
