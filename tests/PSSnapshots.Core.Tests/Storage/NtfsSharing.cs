using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>
/// The sharing rules of NTFS: an open succeeds if each side shares what the other accesses, and a file that is open without
/// FileShare.Delete cannot be deleted. With these rules, a test can cause sharing violations on every system.
/// </summary>
internal sealed class NtfsSharing : IFileSharing
{
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly object _gate = new();
    private readonly Dictionary<string, List<Entry>> _open = new(StringComparer.Ordinal);

    /// <summary>Called with the path and the access before a file is opened.</summary>
    public Action<string, FileAccess>? Opening { get; set; }

    /// <summary>Called with each path that the store opened.</summary>
    public Action<string>? Opened { get; set; }

    public IDisposable Open(string path, FileAccess access, FileShare share)
    {
        Opening?.Invoke(path, access);
        var entry = new Entry(this, path, access, share);
        lock (_gate)
        {
            if (!_open.TryGetValue(path, out var entries)) _open.Add(path, entries = []);
            if (entries.Exists(other => !other.Shares(entry) || !entry.Shares(other)))
                throw new IOException($"The process cannot access the file '{path}' because it is being used by another process.", SharingViolation);
            entries.Add(entry);
        }
        Opened?.Invoke(path);
        return entry;
    }

    public void Delete(string path)
    {
        lock (_gate)
            if (_open.TryGetValue(path, out var entries) && entries.Exists(entry => !entry.Share.HasFlag(FileShare.Delete)))
                throw new IOException($"The process cannot access the file '{path}' because it is being used by another process.", SharingViolation);
    }

    private sealed class Entry(NtfsSharing owner, string path, FileAccess access, FileShare share) : IDisposable
    {
        public FileShare Share { get; } = share;

        private FileAccess Access { get; } = access;

        public bool Shares(Entry other) =>
            (!other.Access.HasFlag(FileAccess.Read) || Share.HasFlag(FileShare.Read)) && (!other.Access.HasFlag(FileAccess.Write) || Share.HasFlag(FileShare.Write));

        public void Dispose()
        {
            lock (owner._gate) owner._open[path].Remove(this);
        }
    }
}
