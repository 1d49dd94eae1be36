namespace PSSnapshots.Workflows;

/// <summary>What became of a node of a definition.</summary>
public enum DefinitionChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is of another kind, or its code, condition or items are another text.</summary>
    Changed,

    /// <summary>It stands elsewhere: in another node, or in another order with the others.</summary>
    Moved,
}
