namespace PSSnapshots.Workflows;

/// <summary>What a workflow does: nodes that run one after the other.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="retry">The retry policy of steps that have none of their own.</param>
public sealed class WorkflowDefinition(IReadOnlyList<WorkflowNode> nodes, RetryPolicy? retry = null)
{
    /// <summary>The nodes.</summary>
    public IReadOnlyList<WorkflowNode> Nodes { get; } = nodes ?? throw new ArgumentNullException(nameof(nodes));

    /// <summary>The retry policy of steps that have none of their own.</summary>
    public RetryPolicy Retry { get; } = retry ?? RetryPolicy.None;
}
