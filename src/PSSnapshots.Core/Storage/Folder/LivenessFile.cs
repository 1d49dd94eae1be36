using System.Text.RegularExpressions;

namespace PSSnapshots.Storage;

/// <summary>
/// A file that this process keeps locked while it owns a run, so that others see at once that it was killed. Unlike a
/// process ID, it cannot be confused with another process, even in a container.
/// </summary>
internal sealed partial class LivenessFile(StoreFolder folder)
{
    private const int MaxTries = 1000;

    private readonly object _gate = new();
    private StoreHandle? _hold;
    private int _owned;

    /// <summary>The file's name.</summary>
    public string Name { get; } = $"{StoreFileName.AliveStart}{Guid.NewGuid():N}";

    /// <summary>Verifies that locks exclude other processes, which is not the case if locks are disabled or not supported by the file system.</summary>
    public void RequireLocks()
    {
        Enter();
        try
        {
            if (folder.Files.TryLock(folder.PathOf(Name)) is not { } second) return;
            second.Dispose();
            throw new SnapshotStoreException(
                $"Files in '{folder.Location}' cannot be locked: the file system has no locks, or DOTNET_SYSTEM_IO_DISABLEFILELOCKING switches them off. A store needs them.",
                folder.Location);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Shows that the process is alive, until <see cref="Leave"/> is called as often.</summary>
    public void Enter()
    {
        lock (_gate)
        {
            // A process that checks the lock holds it for a moment.
            for (var attempt = 1; _hold is null; attempt++)
            {
                _hold = folder.Files.TryLock(folder.PathOf(Name));
                // A checking process may have deleted the file before it was locked. A lock on a file without a name has no effect.
                if (_hold is not null && !StoreFiles.Exists(folder.PathOf(Name)))
                {
                    _hold.Dispose();
                    _hold = null;
                }
                if (_hold is null && attempt == MaxTries) throw new StoreBusyException(folder.PathOf(Name));
                if (_hold is null) Thread.Sleep(1);
            }
            _owned++;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_owned > 0) return;
            _hold?.Dispose();
            _hold = null;
            folder.Files.TryDelete(folder.PathOf(Name));
        }
    }

    /// <summary>Returns whether the process that a file belongs to is known to be dead.</summary>
    public bool IsDead(string? name)
    {
        if (name is null || name == Name || !AliveName().IsMatch(name)) return false;
        var path = folder.PathOf(name);
        if (!StoreFiles.Exists(path)) return true;
        try
        {
            if (folder.Files.TryLock(path) is not { } hold) return false;
            // Under the lock, so that it cannot be another process's by then. Windows deletes no file that is locked.
            if (!OperatingSystem.IsWindows()) folder.Files.TryDelete(path);
            hold.Dispose();
            return !OperatingSystem.IsWindows() || folder.Files.TryDelete(path);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // The file belongs to another user or is not a liveness file: the lease has to expire.
            return false;
        }
    }

    /// <summary>Removes the files of dead processes.</summary>
    public void RemoveDead()
    {
        foreach (var name in StoreFiles.Names(folder.Location, StoreFileName.AliveStart + "*").ToList()) IsDead(name);
    }

    [GeneratedRegex(@"\A\.alive-[0-9a-f]{32}\z")]
    private static partial Regex AliveName();
}
