namespace PSSnapshots.Workflows;

/// <summary>A node of a workflow definition.</summary>
/// <param name="id">The ID, unique within the definition.</param>
public abstract class WorkflowNode(string id)
{
    /// <summary>The ID: the name that the author specified, or one generated from the kind and the position of the node.</summary>
    public string Id { get; } = id ?? throw new ArgumentNullException(nameof(id));
}
