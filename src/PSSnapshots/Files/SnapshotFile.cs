using System.Globalization;
using System.Management.Automation;
using System.Text;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Files;

/// <summary>Reads and writes snapshot files for cmdlets; what fails is an error record, and nothing is half done.</summary>
internal static class SnapshotFile
{
    /// <summary>Reads a whole file, unpacked where it is gzip.</summary>
    /// <returns>Whether it was read; else why not.</returns>
    public static bool TryRead(string path, long maxBytes, out byte[] content, out ErrorRecord? failure)
    {
        content = [];
        failure = null;
        try
        {
            if (Directory.Exists(path))
            {
                failure = FileFailure.Record(nameof(Messages.IsFolder), ErrorCategory.InvalidArgument, null, path);
                return false;
            }
            content = DocumentFile.Read(path, maxBytes);
            return true;
        }
        catch (Exception cause) when (FileFailure.IsExpected(cause))
        {
            failure = FileFailure.Reading(cause, path);
            return false;
        }
    }

    /// <summary>Writes a snapshot.</summary>
    /// <returns>Null, or why it was not written.</returns>
    public static ErrorRecord? Write(string path, Snapshot snapshot, bool compress, bool noClobber, bool force)
    {
        try
        {
            var target = new FileInfo(path);
            if (target.Exists && noClobber) return FileFailure.Record(nameof(Messages.FileExists), ErrorCategory.ResourceExists, null, path);
            var isReadOnly = target.Exists && target.IsReadOnly;
            if (isReadOnly && !force) return FileFailure.Record(nameof(Messages.FileReadOnly), ErrorCategory.PermissionDenied, null, path);
            DocumentFile.Write(path, stream => SnapshotWriter.Write(snapshot, stream, compress), replace: !noClobber);
            return null;
        }
        catch (IOException) when (noClobber && File.Exists(path))
        {
            return FileFailure.Record(nameof(Messages.FileExists), ErrorCategory.ResourceExists, null, path);
        }
        catch (Exception cause) when (FileFailure.IsExpected(cause))
        {
            return FileFailure.Writing(cause, path);
        }
    }

    /// <summary>A file name for a snapshot in a folder: the run, with %XX for what a name cannot have on every system, and the number.</summary>
    public static string NameOf(Snapshot snapshot)
    {
        var name = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(snapshot.RunId))
        {
            var letter = (char)unit;
            if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' || (letter == '.' && name.Length > 0)) name.Append(letter);
            else name.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }
        return string.Create(CultureInfo.InvariantCulture, $"{name}-{snapshot.Sequence}.json");
    }
}
