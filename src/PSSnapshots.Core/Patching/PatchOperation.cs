namespace PSSnapshots.Patching;

/// <summary>Specifies what an operation does (RFC 6902, section 4).</summary>
internal enum PatchOperationKind
{
    Add,
    Remove,
    Replace,
    Move,
    Copy,
    Test,
}

/// <summary>One operation of a JSON Patch.</summary>
/// <param name="Kind">What the operation does.</param>
/// <param name="Path">The path of the target, as a JSON Pointer (RFC 6901).</param>
/// <param name="From">The path of the source of a move or a copy, as a JSON Pointer.</param>
/// <param name="Value">The value of an add, a replace or a test.</param>
internal sealed record PatchOperation(PatchOperationKind Kind, string Path, string? From = null, JsonValue? Value = null)
{
    /// <summary>Whether the operation adds or removes an array item, so that the items after it move.</summary>
    public bool MovesItems { get; init; }

    public string KindName => NameOf(Kind);

    /// <summary>Returns the name of a kind in JSON.</summary>
    public static string NameOf(PatchOperationKind kind) => kind.ToString().ToLowerInvariant();
}
