using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>A store that version 0.1 wrote: Data/store-0.1 has its files, and what each snapshot exported to.</summary>
public sealed class Version1StoreTests : IDisposable
{
    private const string Odd = "Odd/Run ä";
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "Data", "store-0.1");

    private readonly TemporaryFolder _folder = new();
    private readonly SnapshotManager _manager = new();

    public Version1StoreTests()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Data, "store"), "*", SearchOption.AllDirectories))
        {
            var copy = _folder.In(Path.GetRelativePath(Path.Combine(Data, "store"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Version_1_store_is_listed_and_read_without_changes()
    {
        var before = Files();
        using var store = Open();

        AssertAllRead(store);
        Assert.Equal(("deploy-7", RunStatus.Suspended, 6), store.ListRuns()[1] is var head ? (head.RunId, head.Status, head.Sequence) : default);
        Assert.Equal(6, store.GetLatest("deploy-7")!.Sequence);
        Assert.Equal(before, Files());
        Assert.Equal(0, store.RemoveUnused());
        AssertAllRead(store);
    }

    [Fact]
    public void A_run_is_converted_when_something_is_saved_for_it_and_the_others_stay_as_they_are()
    {
        using (var store = Open())
        {
            var run = _manager.Restore(store.Read(store.GetLatest("deploy-7")!)).Store;
            run.AddLog("new");
            var stored = store.Save(_manager.Create(run));
            Assert.Equal(7, stored.Sequence);
            Assert.InRange(stored.Size, 1, 1000);
            Same.State(run.State, store.Read(stored).State);
        }

        using var again = Open();
        AssertAllRead(again);
        Assert.Equal(["deploy-7.00000001.journal", "deploy-7.lock", "deploy-7.owner"], Files().Where(name => name.StartsWith("deploy", StringComparison.Ordinal)));
        Assert.Equal(3, Files().Count(name => name.StartsWith("odd", StringComparison.Ordinal) && name.Contains(".0000000", StringComparison.Ordinal) is var isCheckpoint && (isCheckpoint || name.EndsWith(".journal", StringComparison.Ordinal))));
        Assert.Equal(7, again.List("deploy-7").Count);
    }

    [Fact]
    public void A_run_is_converted_when_it_is_acquired_and_when_a_snapshot_is_removed()
    {
        using (var store = Open())
        {
            using var lease = store.Acquire("deploy-7");
            Assert.Equal(1, lease.Epoch);
            Assert.True(store.Remove(store.List(Odd)[0]));
            var head = Assert.Single(store.ListRuns(new RunFilter { IsOwned = true }));
            Assert.Equal(("Go on?", 1, 2), (head.Waiting[0].Question, head.CompletedSteps, head.TotalSteps));
        }

        using var again = Open();
        Assert.DoesNotContain(Files(), name => name.EndsWith(".checkpoint.json", StringComparison.Ordinal));
        Assert.Equal([2], again.List(Odd).Select(stored => stored.Sequence));
        AssertRead(again, "deploy-7", "deploy-7", 6);
        again.RemoveUnused();
        AssertRead(again, "deploy-7", "deploy-7", 6);
    }

    [Fact]
    public void A_damaged_checkpoint_is_skipped_and_its_files_survive_the_conversion()
    {
        var damaged = _folder.In("deploy-7.00000003.checkpoint.json");
        File.WriteAllText(damaged, "{}");
        using var store = Open();
        var problems = new List<StoreProblem>();
        Assert.Equal([1, 2, 4, 5, 6], store.List("deploy-7", problems.Add).Select(stored => stored.Sequence));
        Assert.Equal(damaged, Assert.Single(problems).Location);

        store.Save(_manager.Create(Sample.Store("deploy-7")));

        Assert.Equal([1, 2, 4, 5, 6, 7], store.List("deploy-7").Select(stored => stored.Sequence));
        foreach (var stored in store.List("deploy-7").SkipLast(1)) Same.State(Expected("deploy-7", stored.Sequence), store.Read(stored).State);
        Assert.True(File.Exists(damaged));
        Assert.Equal(2, Files().Count(name => name.StartsWith("deploy-7.", StringComparison.Ordinal) && name.EndsWith(".journal", StringComparison.Ordinal) && name.Length > 30));
    }

    private DirectorySnapshotStore Open() => new(_folder.Path);

    private static RunState Expected(string name, int number) => SnapshotReader.Read(File.ReadAllBytes(Path.Combine(Data, "exports", $"{name}.{number}.json"))).State;

    private static void AssertAllRead(DirectorySnapshotStore store)
    {
        var problems = new List<StoreProblem>();
        Assert.Equal([$"{Odd} #1", $"{Odd} #2", "deploy-7 #1", "deploy-7 #2", "deploy-7 #3", "deploy-7 #4", "deploy-7 #5", "deploy-7 #6"], store.List(onProblem: problems.Add).Select(stored => stored.ToString()).Take(8));
        Assert.Empty(problems);
        AssertRead(store, "deploy-7", "deploy-7", 6);
        AssertRead(store, Odd, "odd", 2);
    }

    private static void AssertRead(DirectorySnapshotStore store, string runId, string name, int count)
    {
        foreach (var stored in store.List(runId).Take(count)) Same.State(Expected(name, stored.Sequence), store.Read(stored).State);
    }

    private List<string> Files() => [.. Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
