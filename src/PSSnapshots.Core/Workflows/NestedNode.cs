namespace PSSnapshots.Workflows;

/// <summary>A workflow within a workflow: its nodes one after the other. Their results have <c>id.step</c> for an id.</summary>
/// <param name="id">The node's id.</param>
/// <param name="nodes">The nodes.</param>
public sealed class NestedNode(string id, IReadOnlyList<WorkflowNode> nodes) : WorkflowNode(id)
{
    /// <summary>The nodes.</summary>
    public IReadOnlyList<WorkflowNode> Nodes { get; } = nodes;
}
