using System.Text.RegularExpressions;
using PSSnapshots.Conformance;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>The conformance suite under the sharing rules of NTFS, with a neighbour that opens each new file of the store for a moment.</summary>
public sealed class DirectorySnapshotStoreUnderNtfsTests : SnapshotStoreConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Neighbour _neighbour = new();

    public void Dispose()
    {
        _neighbour.Dispose();
        _folder.Dispose();
    }

    protected override ISnapshotStore Open(TimeProvider clock) =>
        new DirectorySnapshotStore(_folder.In("state"), new DirectoryStoreOptions { TimeProvider = clock, Files = new StoreFiles(_neighbour.Sharing) { Patience = TimeSpan.FromSeconds(30) } });

    /// <summary>
    /// Opens each file that the store opens first, as a virus scanner, a backup or Get-Content does: for reading, sharing
    /// nothing but reading, for 50 ms.
    /// </summary>
    private sealed class Neighbour : IDisposable
    {
        private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(50);

        private readonly HashSet<string> _seen = [];
        private readonly System.Collections.Concurrent.BlockingCollection<string> _new = [];
        private readonly Thread _thread;

        public Neighbour()
        {
            Sharing.Opened = path =>
            {
                lock (_seen)
                    if (_seen.Add(path) && !_new.IsAddingCompleted) _new.Add(path);
            };
            _thread = new Thread(() =>
            {
                foreach (var path in _new.GetConsumingEnumerable())
                {
                    try
                    {
                        using (Sharing.Open(path, FileAccess.Read, FileShare.Read)) Thread.Sleep(Time);
                    }
                    catch (IOException)
                    {
                        // The store has it open for writing; the scanner goes on to the next.
                    }
                }
            });
            _thread.Start();
        }

        public NtfsSharing Sharing { get; } = new();

        public void Dispose()
        {
            _new.CompleteAdding();
            _thread.Join();
            _new.Dispose();
        }
    }
}

/// <summary>How the store opens files, and what it does when another program has them open.</summary>
public sealed class SharingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NtfsSharing _sharing = new();
    private readonly SnapshotManager _manager = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("deploy-7.00000001.journal")]
    [InlineData("deploy-7.owner")]
    [InlineData("deploy-7.lock")]
    public void File_that_another_program_holds_makes_the_store_busy_without_data_loss(string name)
    {
        using var store = Open();
        var stored = store.Save(_manager.Create(Sample.FullStore()));
        using (_sharing.Open(_folder.In(name), FileAccess.Read, FileShare.Read))
        {
            var failure = Assert.Throws<StoreBusyException>(() => store.Save(_manager.Create(Sample.FullStore())));
            Assert.Equal(_folder.In(name), failure.Location);
            Assert.Contains("is in use by another program", failure.Message, StringComparison.Ordinal);
            Assert.Throws<StoreBusyException>(() => store.Acquire("deploy-7"));
            Assert.Equal([stored], store.List());
        }

        Assert.Equal(2, store.Save(_manager.Create(Sample.FullStore())).Sequence);
        Assert.Equal(2, store.List().Count);
    }

    [Fact]
    public void Old_generation_in_use_is_kept_until_it_can_be_deleted()
    {
        using var store = Open();
        var run = Sample.FullStore();
        var first = store.Save(_manager.Create(run));
        store.Save(_manager.Create(run));
        var old = _folder.In("deploy-7.00000001.journal");
        using (_sharing.Open(old, FileAccess.Read, FileShare.ReadWrite))
        {
            store.Remove(first);
            store.RemoveUnused();
            Assert.True(File.Exists(old));
            Assert.Equal([2], store.List().Select(stored => stored.Sequence));
            Assert.Equal(3, store.Save(_manager.Create(run)).Sequence);
        }

        using var again = Open();
        Assert.Equal([2, 3], again.List().Select(stored => stored.Sequence));
        again.RemoveUnused();
        Assert.False(File.Exists(old));
        Assert.Equal([2, 3], again.List().Select(stored => stored.Sequence));
    }

    [Fact]
    public void A_wait_for_a_busy_store_can_be_canceled()
    {
        using var store = Open(TimeSpan.FromMinutes(10));
        store.Save(_manager.Create(Sample.FullStore()));
        using var cancellation = new CancellationTokenSource();
        _sharing.Opening = (path, _) =>
        {
            if (path.EndsWith(".journal", StringComparison.Ordinal)) cancellation.Cancel();
        };
        using (_sharing.Open(_folder.In("deploy-7.owner"), FileAccess.Read, FileShare.Read))
        {
            _sharing.Opening = (_, _) => cancellation.Cancel();
            Assert.Throws<OperationCanceledException>(() => store.Save(_manager.Create(Sample.FullStore()), cancellation: cancellation.Token));
        }
        _sharing.Opening = null;
        Assert.Single(store.List());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_holder_that_is_paused_inside_an_append_does_not_block_a_takeover_and_is_not_acknowledged(bool hasSharingModes)
    {
        var manual = new ManualClock();
        var clock = new WatchedClock(manual);
        DirectorySnapshotStore OpenStore() => hasSharingModes ? Open(clock: clock) : new(_folder.Path, new DirectoryStoreOptions
        {
            Files = new StoreFiles { Patience = TimeSpan.FromMilliseconds(100) },
            TimeProvider = clock,
        });
        using var paused = OpenStore();
        using var other = OpenStore();
        var run = Sample.FullStore();
        var lease = paused.Acquire("deploy-7", new LeaseOptions { RenewsItself = false });
        paused.Save(_manager.Create(run), lease);
        using var isPaused = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var asked = 0;
        clock.Asked = () =>
        {
            // With the lock of the run it asks when it checks the lease, and again before it appends.
            if (Thread.CurrentThread.Name != "paused" || isPaused.IsSet || IsFree("deploy-7.lock") || ++asked < 2) return;
            isPaused.Set();
            goOn.Wait();
        };
        Exception? outcome = null;
        var thread = new Thread(() => outcome = Record.Exception(() => paused.Save(_manager.Create(run, "late"), lease))) { Name = "paused" };
        thread.Start();
        isPaused.Wait(TestContext.Current.CancellationToken);

        // It holds the lock of the run. Somebody else waits until its lease has expired, by clocks that cannot be wrong.
        var whilePaused = Record.Exception(() => other.Acquire("deploy-7"));
        manual.Advance(LeaseOptions.Default.Duration * 2);
        RunLease? taken = null;
        StoredSnapshot? second = null;
        var afterwards = Record.Exception(() =>
        {
            taken = other.Acquire("deploy-7");
            second = other.Save(_manager.Create(run, "second"), taken);
        });
        goOn.Set();
        thread.Join();

        Assert.IsType<RunLockedException>(whilePaused);
        Assert.Null(afterwards);
        using var next = taken!;
        Assert.IsType<LeaseLostException>(outcome);
        var third = other.Save(_manager.Create(run, "third"), next);
        Assert.Equal([null, "second", "third"], other.List().Select(stored => stored.Label));
        Assert.Equal((2, 3), (second!.Sequence, third.Sequence));
        lease.Dispose();
        using var last = OpenStore();
        Assert.Throws<RunLockedException>(() => last.Acquire("deploy-7"));
        next.Dispose();
        using var free = last.Acquire("deploy-7");
        Assert.True(free.Epoch > next.Epoch && next.Epoch > lease.Epoch);
        Assert.Equal(4, last.Save(_manager.Create(run), free).Sequence);
        Assert.Equal(4, paused.List().Count);
    }

    [Fact]
    public void A_process_that_is_paused_in_its_first_acquisition_is_not_passed_and_later_taken_over()
    {
        var clock = new ManualClock();
        using var paused = Open(clock: clock);
        using var other = Open(clock: clock);
        using var isPaused = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        _sharing.Opening = (path, access) =>
        {
            // It holds the lock, and the file of the owner is not there yet.
            if (Thread.CurrentThread.Name != "paused" || !path.EndsWith(".owner", StringComparison.Ordinal) || access != FileAccess.ReadWrite || isPaused.IsSet) return;
            isPaused.Set();
            goOn.Wait();
        };
        RunLease? lease = null;
        var thread = new Thread(() => lease = paused.Acquire("run", new LeaseOptions { RenewsItself = false })) { Name = "paused", IsBackground = true };
        thread.Start();
        isPaused.Wait(TestContext.Current.CancellationToken);

        var whilePaused = Record.Exception(() => other.Acquire("run"));
        clock.Advance(LeaseOptions.Default.Duration * 2);
        RunLease? next = null;
        var afterwards = Record.Exception(() => next = other.Acquire("run"));
        goOn.Set();
        thread.Join();

        Assert.IsType<StoreBusyException>(whilePaused);
        Assert.Null(afterwards);

        Assert.True(next!.Epoch > lease!.Epoch);
        Assert.Throws<LeaseLostException>(() => paused.Save(_manager.Create(Sample.Store("run")), lease));
        Assert.Equal(1, other.Save(_manager.Create(Sample.Store("run")), next!).Sequence);
        next!.Dispose();
    }

    [Fact]
    public void A_takeover_that_dies_before_its_generation_is_complete_changes_nothing()
    {
        using var store = Open();
        store.Save(_manager.Create(Sample.FullStore()));
        // What it leaves: its lock, which nobody holds, and a journal that is not complete.
        File.WriteAllText(_folder.In("deploy-7.00000002.lock"), "");
        File.WriteAllBytes(_folder.In("deploy-7.00000002.journal"), new byte[500]);

        using var again = Open();
        var second = again.Save(_manager.Create(Sample.FullStore()));
        Assert.Equal(2, second.Sequence);
        Assert.Equal(2, store.List().Count);
        again.Remove(second);
        again.RemoveUnused();
        Assert.Equal([1], store.List().Select(stored => stored.Sequence));
        Assert.Equal(3, store.Save(_manager.Create(Sample.FullStore())).Sequence);
        Assert.Equal([1, 3], again.List().Select(stored => stored.Sequence));
    }

    [Fact]
    public void Files_are_opened_in_one_class_only()
    {
        var folder = SourceFolder();
        string[] elsewhere = ["AtomicFile.cs", "DocumentFile.cs", "FileOperations.cs", "StoreFiles.cs", "TemporaryFile.cs", "UnixFile.cs"];
        var forbidden = new Regex(@"\bFile\.(Read|Write|Open|Create|Append|Move|Copy|Replace)|new FileStream\(|File\.Delete|FileStream\.Lock|\.EnumerateFiles|GetFiles");

        // Two that are not files of a store: the table of mounts, and what a name lists.
        var found = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !elsewhere.Contains(Path.GetFileName(path)))
            .SelectMany(path => File.ReadLines(path).Where(line => forbidden.IsMatch(line)).Select(line => $"{Path.GetFileName(path)}: {line.Trim()}"));

        Assert.Equal(["FileSystemKind.cs: if (File.Exists(Mounts)) return OfType(TypeOnLinux(folder, File.ReadLines(Mounts)) ?? \"\");"], found);
    }

    private bool IsFree(string name)
    {
        using var hold = new StoreFiles().TryLock(_folder.In(name));
        return hold is not null;
    }

    private static string SourceFolder()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "PSSnapshots.sln"))) root = Path.GetDirectoryName(root)!;
        return Path.Combine(root, "src", "PSSnapshots.Core", "Storage");
    }

    private DirectorySnapshotStore Open(TimeSpan? patience = null, TimeProvider? clock = null) => new(_folder.Path, new DirectoryStoreOptions
    {
        Files = new StoreFiles(_sharing) { Patience = patience ?? TimeSpan.FromMilliseconds(100) },
        TimeProvider = clock ?? TimeProvider.System,
    });

    /// <summary>A clock that calls a function when it is asked for the time.</summary>
    private sealed class WatchedClock(TimeProvider clock) : TimeProvider
    {
        public Action? Asked { get; set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow()
        {
            Asked?.Invoke();
            return clock.GetUtcNow();
        }

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
    }
}
