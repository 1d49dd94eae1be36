using PSSnapshots.Errors;

namespace PSSnapshots.Storage;

/// <summary>A file stayed in use by another program for longer than a write or a read waits. Nothing was changed.</summary>
/// <param name="path">The file.</param>
/// <param name="inner">What the system reported.</param>
public sealed class FileInUseException(string path, Exception? inner = null)
    : SnapshotsException(ErrorCodes.FileInUse, $"'{path}' is in use by another program.", inner)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;
}
