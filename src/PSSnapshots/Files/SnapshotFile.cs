using System.Management.Automation;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Files;

/// <summary>Reads and writes snapshot files for cmdlets. A failure is an error record, and nothing is partly done.</summary>
internal static class SnapshotFile
{
    /// <summary>Reads a whole file, decompressed if it is gzip.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The largest document in bytes; the default limits if <see langword="null"/>.</param>
    /// <param name="content">The document.</param>
    /// <param name="failure">Why it was not read.</param>
    /// <param name="cancellation">Ends the wait for a file that is in use.</param>
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

    /// <summary>Finds out what a write would fail with, as far as that can be known before.</summary>
    /// <returns>The failure, or <see langword="null"/>.</returns>
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
    /// <returns>The failure, or <see langword="null"/>.</returns>
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
