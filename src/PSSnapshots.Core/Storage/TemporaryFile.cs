using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// A file that is written to the target's folder and then renamed to the target. Its name is derived from the target's name,
/// so that the next write finds what a killed process left behind. Concurrent writers use the next names.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const int NameCount = 8;

    private readonly FileOperations _files;
    private readonly string _path;
    private bool _isLeft;

    private TemporaryFile(FileOperations files, string path, FileStream stream)
    {
        _files = files;
        _path = path;
        Stream = stream;
    }

    /// <summary>The file's content.</summary>
    public FileStream Stream { get; }

    /// <summary>Creates the file, which its owner alone can read.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="target">The file that it becomes.</param>
    public static TemporaryFile Create(FileOperations files, string target)
    {
        TemporaryFile? created = null;
        for (var number = 0; number < NameCount; number++)
        {
            var path = PathOf(target, number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}"));
            files.DeleteAbandoned(path);
            if (created is null && TryCreate(files, path) is { } stream) created = new TemporaryFile(files, path, stream);
        }
        if (created is not null) return created;
        // All these names are in use by other writers, or were created by someone else.
        var unique = PathOf(target, $"-{Guid.NewGuid():N}");
        return new TemporaryFile(files, unique, files.TryCreate(unique) ?? throw FileOperations.AlreadyExists(unique));
    }

    /// <summary>Takes the name of the target, which may exist and then keeps its owner, permissions and attributes.</summary>
    public void Replace(string target, CancellationToken cancellation)
    {
        if (_files.HasSharingModes)
        {
            Stream.Dispose();
            ReplaceClosed(target, cancellation);
            return;
        }
        if (UnixFile.Status(target, follow: false) is { IsRegular: true } old) UnixFile.CopyAccess(old, target, Stream.SafeFileHandle);
        // It stays open, and thereby locked, until it has its name.
        _files.Replace(_path, target);
        _isLeft = true;
    }

    /// <summary>Takes the name of the target, which must not exist.</summary>
    /// <exception cref="IOException">The target exists.</exception>
    public void CreateTarget(string target, CancellationToken cancellation)
    {
        if (_files.HasSharingModes)
        {
            Stream.Dispose();
            _files.Retry(target, FileAccess.ReadWrite, () =>
            {
                if (_files.IsTaken(target)) throw FileOperations.AlreadyExists(target);
                _files.Move(_path, target, overwrite: false);
                return _isLeft = true;
            }, cancellation);
        }
        else if (!_files.TryLink(_path, target))
        {
            Copy(target);
        }
    }

    /// <summary>Deletes the file if it has not become the target.</summary>
    public void Dispose()
    {
        // On Unix it is deleted while it is locked, so that it is certainly this one.
        if (_files.HasSharingModes) Stream.Dispose();
        if (!_isLeft) _files.Delete(_path);
        Stream.Dispose();
    }

    private static FileStream? TryCreate(FileOperations files, string path)
    {
        try
        {
            return files.TryCreate(path);
        }
        catch (UnauthorizedAccessException)
        {
            // Windows says this of a file that is being deleted, too. If it is the folder, the last name says so.
            return null;
        }
    }

    private static string PathOf(string target, string suffix)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(target)));
        return Path.Combine(Path.GetDirectoryName(target)!, $".snapshot-{HashText.Spell(hash.AsSpan(0, 8))}{suffix}.tmp");
    }

    private void ReplaceClosed(string target, CancellationToken cancellation)
    {
        var existed = _files.IsTaken(target);
        var isReadOnly = existed && OperatingSystem.IsWindows() && new FileInfo(target).IsReadOnly;
        try
        {
            if (isReadOnly) SetReadOnly(target, false);
            _files.Retry(target, FileAccess.ReadWrite, () =>
            {
                if (_files.IsTaken(target)) _files.Replace(_path, target);
                else _files.Move(_path, target, overwrite: true);
                return _isLeft = true;
            }, cancellation);
        }
        finally
        {
            if (isReadOnly && _files.IsTaken(target)) SetReadOnly(target, true);
            // ReplaceFile may fail when it has removed the target already: then this is the only copy.
            if (existed && !_files.IsTaken(target)) _isLeft = true;
        }
    }

    private static void SetReadOnly(string path, bool value) => new FileInfo(path).IsReadOnly = value;

    /// <summary>Creates the target on a file system where a file has one name only. A crash may leave a part of it.</summary>
    private void Copy(string target)
    {
        using var file = _files.CreateNew(target);
        try
        {
            Stream.Position = 0;
            Stream.CopyTo(file);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            _files.Delete(target);
            throw;
        }
    }
}
