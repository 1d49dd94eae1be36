using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>A text is no JSON Patch (RFC 6902).</summary>
public sealed class InvalidPatchException : SnapshotsException
{
    internal InvalidPatchException(string reason, int? index = null, Exception? inner = null)
        : base(ErrorCodes.InvalidPatch, index is null ? $"This is no JSON Patch: {reason}" : $"This is no JSON Patch: operation {index} {reason}", inner) => OperationIndex = index;

    /// <summary>The place of the wrong operation in the patch, from 0; nothing where it is none of them.</summary>
    public int? OperationIndex { get; }
}
