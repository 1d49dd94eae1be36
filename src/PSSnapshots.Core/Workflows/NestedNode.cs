namespace PSSnapshots.Workflows;

/// <summary>A nested workflow, whose nodes run in sequence. The ID of a nested step's result is <c>id.step</c>.</summary>
/// <param name="id">The node ID.</param>
/// <param name="nodes">The nodes.</param>
public sealed class NestedNode(string id, IReadOnlyList<WorkflowNode> nodes) : WorkflowNode(id)
{
    /// <summary>The nodes.</summary>
    public IReadOnlyList<WorkflowNode> Nodes { get; } = nodes;
}
