namespace PSSnapshots.Storage;

/// <summary>
/// Writes files so that a reader sees the complete old or new content, and so that a written file survives a power failure:
/// the content is written to a temporary file in the target's folder, flushed to the disk, and renamed.
/// </summary>
/// <remarks>
/// A new file can be read by its owner alone (mode 0600 on Unix; on Windows the folder's access control list decides).
/// A file that is replaced keeps its permissions and its owner, as far as the system permits that. A link at the path
/// stays, and the file that it leads to is replaced.
/// </remarks>
public static class AtomicFile
{
    private const int LongestWindowsName = 255;

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="replace">Whether an existing file may be replaced. If not, of several writers at the same time exactly one succeeds.</param>
    /// <param name="cancellation">Ends the wait for a file that is in use.</param>
    /// <exception cref="FileInUseException">Another program had the file open for more than 5 seconds.</exception>
    /// <exception cref="IOException">The file exists and may not be replaced, or could not be written; then what was there is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written to.</exception>
    public static void Write(string path, Action<Stream> write, bool replace = true, CancellationToken cancellation = default) =>
        Write(FileOperations.Default, path, write, replace, cancellation);

    internal static void Write(FileOperations files, string path, Action<Stream> write, bool replace = true, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        path = Path.GetFullPath(path);
        if (!replace && files.IsTaken(path)) throw FileOperations.AlreadyExists(path);
        if (IsDevice(path))
        {
            WriteToDevice(files, path, write);
            return;
        }
        var target = replace ? FinalTarget(path) : path;
        using (var temporary = TemporaryFile.Create(files, target))
        {
            write(temporary.Stream);
            temporary.Stream.Flush(flushToDisk: true);
            if (replace) temporary.Replace(target, cancellation);
            else temporary.CreateTarget(target, cancellation);
        }
        FlushFolder(Path.GetDirectoryName(target)!);
    }

    /// <summary>Throws what a write would throw, as far as that can be known, and writes nothing.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream}, bool, CancellationToken)" path="/param[@name='path']|/param[@name='replace']|/exception"/>
    internal static void Check(string path, bool replace)
    {
        path = Path.GetFullPath(path);
        if (!replace && FileOperations.Default.IsTaken(path)) throw FileOperations.AlreadyExists(path);
        if (IsDevice(path)) return;
        var target = replace ? FinalTarget(path) : path;
        if (OperatingSystem.IsWindows() && Path.GetFileName(target).Length > LongestWindowsName) throw new PathTooLongException($"The name of '{target}' has more than {LongestWindowsName} characters.");
        var folder = Path.GetDirectoryName(target);
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"The folder '{folder}' does not exist.");
        if (!OperatingSystem.IsWindows() && !UnixFile.CanWriteTo(folder)) throw new UnauthorizedAccessException($"Files cannot be created in the folder '{folder}'.");
    }

    /// <summary>Returns the file that is written if a path is: what a link leads to in the end, which need not exist.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    internal static string FinalTarget(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;

    /// <summary>Makes a rename durable. Windows has no such call for folders; its journal does it.</summary>
    internal static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsWindows()) UnixFile.FlushFolder(folder);
    }

    /// <summary>
    /// Returns whether a path leads to something that is written to rather than replaced: a device, a pipe, or an open
    /// file of a process, such as /dev/stdout. /dev/shm has files.
    /// </summary>
    private static bool IsDevice(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        // The system follows the links here, so that one that it does not follow for this user is refused.
        if (UnixFile.Status(path, follow: true) is not { } status) return false;
        if (status.IsFolder) return false;
        if (!status.IsRegular) return true;
        return path.StartsWith("/proc/", StringComparison.Ordinal)
            || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal));
    }

    private static void WriteToDevice(FileOperations files, string path, Action<Stream> write)
    {
        var isPipe = UnixFile.Status(path, follow: true) is { IsPipe: true };
        using var pipe = isPipe ? UnixFile.TryOpenPipe(path) ?? throw new IOException($"'{path}' is a pipe that no process reads.") : null;
        using var device = files.Open(path, FileMode.Open, FileAccess.Write, FileOperations.Shared);
        if (device.CanSeek) device.Seek(0, SeekOrigin.End);
        write(device);
    }
}
