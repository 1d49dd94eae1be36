namespace PSSnapshots.Workflows;

/// <summary>A node of a workflow's definition: what runs at one place of it.</summary>
/// <param name="id">The id, unique in its definition.</param>
public abstract class WorkflowNode(string id)
{
    /// <summary>The id: the name that the author gave, or one made of the kind and the place.</summary>
    public string Id { get; } = id ?? throw new ArgumentNullException(nameof(id));
}
