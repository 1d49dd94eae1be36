using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>A patch could not be applied. What it was to be applied to is unchanged.</summary>
public sealed class PatchFailedException : SnapshotsException
{
    internal PatchFailedException(int index, string path, string reason)
        : base(ErrorCodes.PatchFailed, $"Operation {index} of the patch fails at '{path}': {reason} Nothing was changed.")
    {
        OperationIndex = index;
        Path = path;
    }

    internal PatchFailedException(SnapshotFormatException failure)
        : base(ErrorCodes.PatchFailed, $"What the patch leads to is no valid snapshot. Nothing was changed. {failure.Message}", failure) => Path = failure.Violations[0].Path;

    /// <summary>The place of the operation in the patch, from 0; nothing where all could be done and the result is no valid snapshot.</summary>
    public int? OperationIndex { get; }

    /// <summary>Where it failed, as a JSON Pointer.</summary>
    public string Path { get; }
}
