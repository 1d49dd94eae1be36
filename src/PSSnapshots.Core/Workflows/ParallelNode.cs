namespace PSSnapshots.Workflows;

/// <summary>Nodes that run at once. The output is an object: each one's output by its id.</summary>
/// <param name="id">The node's id.</param>
/// <param name="arms">What runs at once.</param>
/// <param name="throttleLimit">How many at most at a time.</param>
public sealed class ParallelNode(string id, IReadOnlyList<WorkflowNode> arms, int throttleLimit = 5) : WorkflowNode(id)
{
    /// <summary>What runs at once.</summary>
    public IReadOnlyList<WorkflowNode> Arms { get; } = arms;

    /// <summary>How many at most at a time.</summary>
    public int ThrottleLimit { get; } = throttleLimit;
}
