namespace PSSnapshots.Workflows;

/// <summary>Specifies how a node of a workflow definition changed.</summary>
public enum DefinitionChangeKind
{
    /// <summary>The node was added.</summary>
    Added,

    /// <summary>The node was removed.</summary>
    Removed,

    /// <summary>The kind of the node, or its code, condition or list of items, changed.</summary>
    Changed,

    /// <summary>The node was moved to another parent node or to another position.</summary>
    Moved,
}
