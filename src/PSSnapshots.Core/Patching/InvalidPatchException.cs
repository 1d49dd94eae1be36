using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>The exception that is thrown when a text is not a valid JSON Patch (RFC 6902).</summary>
public sealed class InvalidPatchException : SnapshotsException
{
    internal InvalidPatchException(string reason, Exception? inner = null)
        : base(ErrorCodes.InvalidPatch, $"The JSON Patch is not valid. {reason}", inner)
    {
    }

    internal InvalidPatchException(int index, string reason)
        : base(ErrorCodes.InvalidPatch, $"Operation {index} of the JSON Patch is not valid. {reason}") => OperationIndex = index;

    /// <summary>
    /// Gets the zero-based index of the operation that is not valid, or <see langword="null"/> if the text is not an array
    /// of operations.
    /// </summary>
    public int? OperationIndex { get; }
}
