using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>
/// The exception that is thrown when a patch cannot be applied. The document or snapshot is unchanged.
/// </summary>
public sealed class PatchFailedException : SnapshotsException
{
    internal PatchFailedException(int index, string path, string reason)
        : base(ErrorCodes.PatchFailed, $"Operation {index} of the JSON Patch failed at '{path}': {reason} Nothing was changed.")
    {
        OperationIndex = index;
        Path = path;
    }

    internal PatchFailedException(SnapshotFormatException failure)
        : base(ErrorCodes.PatchFailed, $"The patched document is not a valid snapshot. Nothing was changed. {failure.Message}", failure) =>
        Path = failure.Violations[0].Path;

    /// <summary>
    /// Gets the zero-based index of the operation that failed, or <see langword="null"/> if all operations succeeded but the
    /// result is not a valid snapshot.
    /// </summary>
    public int? OperationIndex { get; }

    /// <summary>Gets the path at which the patch failed, as a JSON Pointer (RFC 6901).</summary>
    public string Path { get; }
}
