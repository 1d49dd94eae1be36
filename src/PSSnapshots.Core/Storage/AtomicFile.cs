using System.Runtime.InteropServices;

namespace PSSnapshots.Storage;

/// <summary>
/// Writes files so that a reader sees the old content or the new, whole, and so that what was acknowledged outlives
/// a power cut: to a temporary file beside the target, flushed to the disk, then renamed over it.
/// </summary>
public static partial class AtomicFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="replace">Whether an existing file may be replaced.</param>
    /// <exception cref="IOException">The file exists and may not be replaced, or could not be written; then what was there is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, Action<Stream> write, bool replace = true)
    {
        ArgumentNullException.ThrowIfNull(write);
        // A link stays a link: what it points to is replaced. A device is written to, not replaced; shm holds files.
        var link = new FileInfo(path);
        path = link.LinkTarget is null ? link.FullName : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (!OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal))
        {
            using var device = new FileStream(path, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }
        var folder = Path.GetDirectoryName(path)!;
        var temporary = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            TakeOverAttributes(path, temporary);
            File.Move(temporary, path, replace);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        FlushFolder(folder);
    }

    /// <summary>Gives the new file the permissions of the one that it replaces.</summary>
    private static void TakeOverAttributes(string path, string temporary)
    {
        if (!File.Exists(path)) return;
        if (OperatingSystem.IsWindows()) File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
        else File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
    }

    /// <summary>Makes the rename itself outlive a power cut. Windows has no such call for folders; its journal does it.</summary>
    internal static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, 0);
        if (descriptor < 0) throw new IOException($"The folder '{folder}' could not be opened to flush it (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            // EINVAL: a file system that cannot flush folders.
            const int InvalidArgument = 22;
            if (Fsync(descriptor) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
                throw new IOException($"The folder '{folder}' could not be flushed (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
