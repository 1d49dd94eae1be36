using System.Diagnostics;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PSSnapshots.Storage;

/// <summary>
/// Opens all files of a store: never through a link, always shared with readers and deleters, and with retries while another
/// program blocks the file.
/// </summary>
/// <param name="sharing">The sharing rules of a test; the system's alone if <see langword="null"/>.</param>
internal sealed class StoreFiles(IFileSharing? sharing = null)
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int LongestPause = 50;

    // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE.
    private static readonly int[] InUse = [unchecked((int)0x80070005), unchecked((int)0x80070020), unchecked((int)0x80070021), unchecked((int)0x800704C8)];

    private static readonly EnumerationOptions AllFiles = new() { AttributesToSkip = 0 };

    /// <summary>
    /// Whether an open file does not block other processes, so that it can stay open while its lock is released. If files have
    /// sharing modes, a lock is an open file.
    /// </summary>
    public bool CanStayOpen { get; } = sharing is null && !OperatingSystem.IsWindows();

    /// <summary>The time to wait for a file that another program blocks.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Opens a file that exists.</summary>
    /// <returns>The file, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="InvalidDataException">It is a link or not a regular file.</exception>
    /// <exception cref="StoreBusyException">It stayed in use by another program.</exception>
    public StoreHandle? Open(string path, FileAccess access, CancellationToken cancellation = default) => Retry(path, () =>
    {
        var mode = sharing?.Open(path, access, Shared);
        try
        {
            var handle = OperatingSystem.IsWindows() ? OpenOnWindows(path, access) : OpenOnUnix(path, access);
            if (handle is null) mode?.Dispose();
            return handle is null ? null : new StoreHandle(handle, mode);
        }
        catch
        {
            mode?.Dispose();
            throw;
        }
    }, cancellation);

    /// <summary>Creates a file that must not exist, readable by its owner alone.</summary>
    /// <returns>The file, or <see langword="null"/> if something has this name.</returns>
    /// <exception cref="StoreBusyException">The name stayed in use by another program.</exception>
    public StoreHandle? TryCreate(string path, CancellationToken cancellation = default) => Retry<StoreHandle?>(path, () =>
    {
        if (Exists(path)) return null;
        try
        {
            return Open(path, FileMode.CreateNew, FileAccess.ReadWrite, Shared);
        }
        catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException) && Exists(path))
        {
            return null;
        }
    }, cancellation);

    /// <summary>Locks a file of its own, which is created if there is none, and is never written or deleted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isShared">Whether others may share the lock.</param>
    /// <returns>What holds the lock, or <see langword="null"/> if another holds it.</returns>
    /// <exception cref="InvalidDataException">It is a link or not a regular file.</exception>
    public StoreHandle? TryLock(string path, bool isShared = false)
    {
        if (!Exists(path)) TryCreate(path)?.Dispose();
        if (OperatingSystem.IsWindows() ? IsLink(path) : UnixFile.Status(path, follow: false) is { IsRegular: false }) throw NotRegular();
        try
        {
            return isShared ? Open(path, FileMode.Open, FileAccess.Read, FileShare.Read) : Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception failure) when (failure is FileNotFoundException || IsInUse(failure) || (failure is IOException && failure.HResult == UnixFlags.WouldBlock))
        {
            return null;
        }
    }

    /// <summary>Reads all of a file.</summary>
    /// <returns>The bytes, or <see langword="null"/> if there is no such file.</returns>
    public byte[]? ReadAll(string path, CancellationToken cancellation = default)
    {
        using var file = Open(path, FileAccess.Read, cancellation);
        return file?.ReadAll();
    }

    /// <summary>Deletes a file if it exists and no process holds it.</summary>
    /// <returns>True if the file no longer exists.</returns>
    public bool TryDelete(string path)
    {
        try
        {
            sharing?.Delete(path);
            File.Delete(path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Returns whether a name is taken, even by a broken link.</summary>
    public static bool Exists(string path) =>
        OperatingSystem.IsWindows() ? File.Exists(path) || new FileInfo(path).LinkTarget is not null || Directory.Exists(path) : UnixFile.Exists(path);

    /// <summary>Returns whether a path is a link or a junction.</summary>
    public static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null || new DirectoryInfo(path).LinkTarget is not null;

    /// <summary>Returns the names in a folder that match a pattern of <c>*</c> and <c>?</c>; none if there is no such folder.</summary>
    public static IEnumerable<string> Names(string folder, string pattern) => !Directory.Exists(folder) ? [] : new FileSystemEnumerable<string>(
        folder, (ref FileSystemEntry item) => item.FileName.ToString(), AllFiles)
    {
        ShouldIncludePredicate = (ref FileSystemEntry item) => FileSystemName.MatchesSimpleExpression(pattern, item.FileName, ignoreCase: false),
    };

    /// <summary>Creates a folder that only its owner can enter, and flushes the one that it is in.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        if (Path.GetDirectoryName(path) is { } parent) FlushFolder(parent);
    }

    /// <summary>Makes the names in a folder durable. Windows has no such call; its journal does it.</summary>
    public static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsWindows()) UnixFile.FlushFolder(folder);
    }

    /// <summary>Retries an operation, with growing pauses, while another program blocks the file.</summary>
    /// <exception cref="StoreBusyException">The file stayed blocked.</exception>
    private T Retry<T>(string path, Func<T> action, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        for (var pause = 1; ; pause = Math.Min(pause * 2, LongestPause))
        {
            try
            {
                return action();
            }
            catch (Exception failure) when (IsInUse(failure))
            {
                if (Stopwatch.GetElapsedTime(start) > Patience) throw new StoreBusyException(path, failure);
                if (cancellation.WaitHandle.WaitOne(pause)) cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private bool IsInUse(Exception failure) => failure switch
    {
        StoreBusyException => false,
        IOException => InUse.Contains(failure.HResult),
        // On Unix, this error means missing permissions, and is reported immediately.
        UnauthorizedAccessException => OperatingSystem.IsWindows() || sharing is not null,
        _ => false,
    };

    private StoreHandle Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        var registered = sharing?.Open(path, access, share);
        try
        {
            var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
            if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            var stream = new FileStream(path, options);
            return new StoreHandle(stream.SafeFileHandle, new Closing(stream, registered));
        }
        catch
        {
            registered?.Dispose();
            throw;
        }
    }

    private static SafeFileHandle? OpenOnWindows(string path, FileAccess access)
    {
        if (IsLink(path)) throw NotRegular();
        if (Directory.Exists(path)) throw NotRegular();
        try
        {
            return File.OpenHandle(path, FileMode.Open, access, Shared);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static InvalidDataException NotRegular() => new("It is a link, or not a regular file.");

    private sealed class Closing(FileStream stream, IDisposable? registered) : IDisposable
    {
        public void Dispose()
        {
            stream.Dispose();
            registered?.Dispose();
        }
    }

    private static SafeFileHandle? OpenOnUnix(string path, FileAccess access)
    {
        int descriptor;
        do descriptor = UnixFile.Open(path, (access == FileAccess.Read ? 0 : access == FileAccess.Write ? 1 : 2) | UnixFlags.CloseOnExec | UnixFlags.NonBlocking | UnixFlags.NoFollow);
        while (descriptor < 0 && Marshal.GetLastPInvokeError() == UnixFlags.Interrupted);
        if (descriptor >= 0) return new SafeFileHandle(descriptor, ownsHandle: true);
        var error = Marshal.GetLastPInvokeError();
        return error switch
        {
            UnixFlags.NoEntry or UnixFlags.NotFolder => null,
            UnixFlags.NoDevice or UnixFlags.IsFolder => throw NotRegular(),
            _ when error == UnixFlags.Loop => throw NotRegular(),
            UnixFlags.NoAccess or UnixFlags.NotPermitted or UnixFlags.ReadOnlySystem =>
                throw new UnauthorizedAccessException($"'{path}' cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}."),
            _ => throw new IOException($"'{path}' cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}.", error),
        };
    }
}
