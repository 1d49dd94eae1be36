using System.Management.Automation;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Files;

/// <summary>
/// Reads and writes snapshot files for cmdlets. Failures are returned as error records, and a failed write leaves
/// the file unchanged.
/// </summary>
internal static class SnapshotFile
{
    /// <summary>Reads a file, and decompresses it if it is gzip.</summary>
    /// <param name="path">The file path.</param>
    /// <param name="maxBytes">The maximum document size in bytes, or <see langword="null"/> for the default limits.</param>
    /// <param name="content">When this method returns, the document.</param>
    /// <param name="failure">When this method returns, the error if the file could not be read.</param>
    /// <param name="cancellation">Cancels waiting for a file that is in use.</param>
    public static bool TryRead(string path, long? maxBytes, out byte[] content, out ErrorRecord? failure, CancellationToken cancellation = default)
    {
        content = [];
        failure = null;
        try
        {
            if (Directory.Exists(path))
            {
                failure = FileFailure.Denied(nameof(Messages.IsFolder), path);
                return false;
            }
            content = DocumentFile.Read(path, maxBytes, cancellation);
            return true;
        }
        catch (Exception cause) when (FileFailure.IsExpected(cause))
        {
            failure = FileFailure.Reading(cause, path);
            return false;
        }
    }

    /// <summary>Checks whether a write would fail, as far as this can be determined in advance.</summary>
    /// <returns>The error, or <see langword="null"/> if there is none.</returns>
    public static ErrorRecord? Check(string path, bool noClobber, bool force)
    {
        try
        {
            AtomicFile.Check(path, replace: !noClobber);
            if (Directory.Exists(path)) return FileFailure.Denied(nameof(Messages.IsFolder), path);
            var isReadOnly = !force && new FileInfo(AtomicFile.FinalTarget(path)) is { Exists: true, IsReadOnly: true };
            return isReadOnly ? FileFailure.Denied(nameof(Messages.FileReadOnly), path) : null;
        }
        catch (Exception cause) when (FileFailure.IsExpected(cause))
        {
            return FileFailure.Writing(cause, path);
        }
    }

    /// <summary>Writes a snapshot.</summary>
    /// <returns>The error, or <see langword="null"/> if there is none.</returns>
    public static ErrorRecord? Write(string path, Snapshot snapshot, bool compress, bool noClobber, CancellationToken cancellation)
    {
        try
        {
            DocumentFile.Write(path, stream => SnapshotWriter.Write(snapshot, stream, compress), replace: !noClobber, cancellation);
            return null;
        }
        catch (Exception cause) when (FileFailure.IsExpected(cause))
        {
            return FileFailure.Writing(cause, path);
        }
    }
}
