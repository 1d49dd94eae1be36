namespace PSSnapshots.Patching;

/// <summary>What an operation does (RFC 6902, section 4).</summary>
internal enum PatchVerb
{
    Add,
    Remove,
    Replace,
    Move,
    Copy,
    Test,
}

/// <summary>One operation of a patch; <c>From</c> is of a move and a copy, <c>Value</c> of an addition, a replacement and a test.</summary>
internal sealed record PatchOperation(PatchVerb Verb, string Path, string? From = null, JsonValue? Value = null)
{
    /// <summary>Whether it adds or removes an item of an array, so that those behind it move.</summary>
    public bool MovesItems { get; init; }
}
