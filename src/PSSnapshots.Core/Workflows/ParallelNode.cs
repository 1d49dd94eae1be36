namespace PSSnapshots.Workflows;

/// <summary>Runs nodes in parallel. The output is an object that has the output of each node under its ID.</summary>
/// <param name="id">The node ID.</param>
/// <param name="arms">The nodes that run in parallel.</param>
/// <param name="throttleLimit">The maximum number of nodes that run at the same time.</param>
public sealed class ParallelNode(string id, IReadOnlyList<WorkflowNode> arms, int throttleLimit = 5) : WorkflowNode(id)
{
    /// <summary>The nodes that run in parallel.</summary>
    public IReadOnlyList<WorkflowNode> Arms { get; } = arms;

    /// <summary>The maximum number of nodes that run at the same time.</summary>
    public int ThrottleLimit { get; } = throttleLimit;
}
