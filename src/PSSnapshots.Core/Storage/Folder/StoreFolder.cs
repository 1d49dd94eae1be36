namespace PSSnapshots.Storage;

/// <summary>The state that all parts of a folder store share.</summary>
internal sealed class StoreFolder
{
    private readonly object _gate = new();
    private readonly FileSystemKind _fileSystem;
    private readonly Lazy<bool> _hasVersion1;
    private bool _isPrepared;

    public StoreFolder(string path, DirectoryStoreOptions options)
    {
        Location = Path.GetFullPath(path);
        Files = options.Files;
        Clock = options.TimeProvider;
        Values = new ValueFolder(Files, PathOf(StoreFileName.Values));
        Reader = new JournalReader(Files, Location, Values);
        Alive = new LivenessFile(this);
        _fileSystem = options.FileSystemKind ?? FileSystemKind.Of(Location);
        AllowsAnyFileSystem = options.AllowUnsafeFileSystem;
        _hasVersion1 = new Lazy<bool>(() => StoreFiles.Names(Location, "*").Any(name => Version1Folder.IsCheckpoint(name, out _)));
    }

    public string Location { get; }

    public StoreFiles Files { get; }

    public TimeProvider Clock { get; }

    public ValueFolder Values { get; }

    public JournalReader Reader { get; }

    public LivenessFile Alive { get; }

    public bool AllowsAnyFileSystem { get; }

    /// <summary>Whether only this machine can have the folder open, so that its locks and its clock count.</summary>
    public bool IsLocal => !_fileSystem.IsShared;

    /// <summary>Whether there were runs of version 0.1 when it was first asked.</summary>
    public bool HasVersion1 => _hasVersion1.Value;

    public IEnumerable<StoreProblem> Warnings => FolderWarnings.Of(Location, _fileSystem);

    public string PathOf(string name) => Path.Combine(Location, name);

    /// <summary>Prevents the removal of unused values while values are added. Several callers can add values at the same time.</summary>
    /// <exception cref="StoreBusyException">Another process removes values for longer than the store waits.</exception>
    public IDisposable EnterValues()
    {
        var path = PathOf(StoreFileName.ValuesLock);
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            if (Files.TryLock(path, isShared: true) is { } hold) return hold;
            if (System.Diagnostics.Stopwatch.GetElapsedTime(start) > Files.Patience * 6) throw new StoreBusyException(path);
            Thread.Sleep(5);
        }
    }

    /// <summary>Creates the folder if there is none, and makes sure that files in it can be locked.</summary>
    /// <exception cref="SnapshotStoreException">The file system does not meet the requirements of a store.</exception>
    public void Prepare()
    {
        lock (_gate)
        {
            if (_isPrepared && Directory.Exists(Location)) return;
            if (_fileSystem.IsShared && !AllowsAnyFileSystem)
            {
                throw new SnapshotStoreException(
                    $"'{Location}' is on a {_fileSystem.Name} file system, whose locks and flushes are not reliable between machines. Use a folder on a local disk, or create the store with AllowUnsafeFileSystem.",
                    Location);
            }
            StoreFiles.CreateFolder(Location);
            Alive.RequireLocks();
            _isPrepared = true;
        }
    }
}
