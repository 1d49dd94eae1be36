namespace PSSnapshots.Storage;

/// <summary>
/// Opens, renames and deletes files, and tries again while another program has one open. Tests override it to show
/// what other file systems do.
/// </summary>
internal class FileOperations
{
    /// <summary>Other programs may read, write, rename and delete the file meanwhile.</summary>
    public const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    private const int Patience = 5_000;
    private const int ShortestPause = 10;
    private const int LongestPause = 250;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // ERROR_FILE_EXISTS, ERROR_ALREADY_EXISTS; EEXIST.
    private static readonly int[] ExistsCodes = [unchecked((int)0x80070050), unchecked((int)0x800700B7), 17];

    // ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE, and what ReplaceFile
    // reports of a file in use: ERROR_UNABLE_TO_REMOVE_REPLACED, ERROR_UNABLE_TO_MOVE_REPLACEMENT, ..._2.
    private static readonly int[] InUseCodes =
    [
        unchecked((int)0x80070005), unchecked((int)0x80070020), unchecked((int)0x80070021), unchecked((int)0x800704C8),
        unchecked((int)0x80070497), unchecked((int)0x80070498), unchecked((int)0x80070499),
    ];

    /// <summary>The system's own.</summary>
    public static FileOperations Default { get; } = new();

    /// <summary>Whether a file that a program has open cannot always be renamed or replaced (Windows).</summary>
    public virtual bool HasSharingModes => OperatingSystem.IsWindows();

    /// <summary>Opens a file.</summary>
    public virtual FileStream Open(string path, FileMode mode, FileAccess access, FileShare share) => new(path, mode, access, share, bufferSize: 0);

    /// <summary>Creates a file that only its owner can read, and holds it, so that other processes do not treat it as abandoned.</summary>
    /// <returns>The file, or <see langword="null"/> if something has this name.</returns>
    public virtual FileStream? TryCreate(string path)
    {
        FileStream file;
        try
        {
            file = CreateNew(path);
        }
        catch (IOException failure) when (IsExists(failure) || failure.HResult == UnixFlags.WouldBlock)
        {
            return null;
        }
        if (OperatingSystem.IsWindows() || UnixFile.Holds(file.SafeFileHandle, path)) return file;
        file.Dispose();
        return null;
    }

    /// <summary>Deletes a file that a killed process left behind. A link, and a file that a process holds, is left alone.</summary>
    public virtual void DeleteAbandoned(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            UnixFile.DeleteAbandoned(path);
            return;
        }
        var found = new FileInfo(path);
        if (!found.Exists || found.LinkTarget is not null) return;
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is not abandoned: its process has it open.
        }
    }

    /// <summary>Puts a file in the place of another, which keeps its access control list and attributes on Windows.</summary>
    public virtual void Replace(string source, string target)
    {
        if (HasSharingModes) File.Replace(source, target, destinationBackupFileName: null);
        else File.Move(source, target, overwrite: true);
    }

    /// <summary>Renames a file.</summary>
    /// <exception cref="IOException">The target exists, and may not be replaced.</exception>
    public virtual void Move(string source, string target, bool overwrite) => File.Move(source, target, overwrite);

    /// <summary>Gives a file a second name on Unix.</summary>
    /// <returns>False if the file system has no such names.</returns>
    /// <exception cref="IOException">Something has this name.</exception>
    public virtual bool TryLink(string source, string target)
    {
        const int Exists = 17;
        return UnixFile.TryLink(source, target) switch
        {
            0 => true,
            Exists => throw AlreadyExists(target),
            _ => false,
        };
    }

    /// <summary>Creates a file that its owner alone can read.</summary>
    /// <exception cref="IOException">Something has this name; a link, too.</exception>
    public virtual FileStream CreateNew(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return new FileStream(path, options);
    }

    /// <summary>Deletes a file.</summary>
    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Returns whether something has a name; a link that leads nowhere, too.</summary>
    public virtual bool IsTaken(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>Returns whether an exception says that something has the name.</summary>
    public static bool IsExists(Exception failure) => failure is IOException && ExistsCodes.Contains(failure.HResult);

    /// <summary>Returns what is thrown if something has the name.</summary>
    public static IOException AlreadyExists(string path) => new($"'{path}' already exists.", ExistsCodes[OperatingSystem.IsWindows() ? 0 : 2]);

    /// <summary>Does something with a file, again with growing pauses while another program has it open.</summary>
    /// <param name="path">The file.</param>
    /// <param name="access">What it is opened for.</param>
    /// <param name="action">What to do.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What the action returns.</returns>
    /// <exception cref="FileInUseException">The file stayed in use for 5 seconds.</exception>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public T Retry<T>(string path, FileAccess access, Func<T> action, CancellationToken cancellation)
    {
        var waited = 0;
        for (var pause = ShortestPause; ; pause = Math.Min(pause * 2, LongestPause))
        {
            try
            {
                return action();
            }
            catch (Exception failure) when (IsInUse(failure) && !(failure is UnauthorizedAccessException && IsDenied(path, access)))
            {
                if (waited >= Patience) throw new FileInUseException(path, failure);
                Pause(pause, cancellation);
                waited += pause;
            }
        }
    }

    /// <summary>Waits between two attempts.</summary>
    protected virtual void Pause(int milliseconds, CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(milliseconds);
        cancellation.ThrowIfCancellationRequested();
    }

    private bool IsInUse(Exception failure) => HasSharingModes
        ? failure is IOException or UnauthorizedAccessException && InUseCodes.Contains(failure.HResult)
        : failure is IOException && failure.HResult == UnixFlags.WouldBlock;

    /// <summary>
    /// Returns whether it is the permissions that forbid what Windows calls "access denied", which it also says of a
    /// file that is open or is being deleted.
    /// </summary>
    private bool IsDenied(string path, FileAccess access)
    {
        if (!IsTaken(path)) return false;
        try
        {
            Open(path, FileMode.Open, access, Shared).Dispose();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
