using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>What any store of snapshots must do. A store's tests derive from it and say how to open one.</summary>
public abstract partial class SnapshotStoreConformance
{
    private readonly SnapshotManager _manager = new(timeProvider: new FakeClock());

    /// <summary>Opens the storage of this test: each call the same one, as another process would.</summary>
    protected abstract ISnapshotStore Open();

    [Fact]
    public void Save_gives_what_tells_of_the_snapshot()
    {
        using var store = Open();
        var snapshot = Sample.FullSnapshot();

        var stored = store.Save(snapshot);

        Assert.Equal(
            (snapshot.RunId, snapshot.WorkflowId, 1, snapshot.Timestamp, snapshot.Status, snapshot.Label, snapshot.Id),
            (stored.RunId, stored.WorkflowId, stored.Sequence, stored.Timestamp, stored.Status, stored.Label, stored.SnapshotId));
        Assert.True(stored.Size > 0);
    }

    [Fact]
    public void Read_gives_the_snapshot_under_its_number_in_the_store()
    {
        using var store = Open();
        var run = Sample.FullStore();
        var first = _manager.Create(run, "first");
        run.SetStatus(RunStatus.Completed);
        var second = _manager.Create(run);
        run.AddLog("more");
        var third = _manager.Create(run, "third");
        store.Save(third);

        var read = store.Read(store.Save(second));

        Same.State(second, read);
        Assert.Equal(
            (second.Id, second.Timestamp, second.Label, second.ParentId, second.Version, 2),
            (read.Id, read.Timestamp, read.Label, read.ParentId, read.Version, read.Sequence));
        Assert.Equal(first.Id, read.ParentId);
    }

    [Fact]
    public void List_gives_runs_in_ordinal_order_and_each_by_number()
    {
        using var store = Open();
        foreach (var runId in new[] { "b", "B", "a", "b", "a" }) store.Save(_manager.Create(Sample.Store(runId)));

        Assert.Equal(["B #1", "a #1", "a #2", "b #1", "b #2"], store.List().Select(stored => stored.ToString()));
        Assert.Equal(["b #1", "b #2"], store.List("b").Select(stored => stored.ToString()));
        Assert.Empty(store.List("c"));
    }

    [Fact]
    public void List_says_the_same_as_save_did_and_finds_nothing_wrong()
    {
        using var store = Open();
        var saved = store.Save(Sample.FullSnapshot());
        var problems = new List<StoreProblem>();

        Assert.Equal([saved], Open().List(onProblem: problems.Add));
        Assert.Empty(problems);
    }

    [Fact]
    public void A_store_without_snapshots_is_empty()
    {
        using var store = Open();

        Assert.Empty(store.List());
        Assert.Null(store.GetLatest("deploy-7"));
        Assert.Equal(0, store.RemoveUnused());
    }

    [Fact]
    public void The_latest_is_the_one_of_the_highest_number_whatever_the_clock_said()
    {
        var clock = new FakeClock();
        var manager = new SnapshotManager(timeProvider: clock);
        using var store = Open();
        store.Save(manager.Create(Sample.Store(), "before"));
        clock.Set(clock.GetUtcNow().AddHours(-1));
        var after = store.Save(manager.Create(Sample.Store(), "after"));
        store.Save(manager.Create(Sample.Store("other")));

        Assert.Equal(after, store.GetLatest("deploy-7"));
        Assert.Equal(["before", "after"], store.List("deploy-7").Select(stored => stored.Label));
        Assert.True(after.Timestamp < store.List("deploy-7")[0].Timestamp);
    }

    [Fact]
    public void What_was_removed_is_gone_and_all_else_stays_readable()
    {
        using var store = Open();
        var run = Sample.FullStore();
        var snapshots = new List<Snapshot>();
        for (var i = 0; i < 6; i++)
        {
            run.UpdateStepResult($"step{i}", StepStatus.Completed, Json.Of($"{i}"));
            snapshots.Add(_manager.Create(run));
        }
        var stored = snapshots.ConvertAll(store.Save);

        foreach (var i in new[] { 0, 3, 5 }) Assert.True(store.Remove(stored[i]));
        Assert.False(store.Remove(stored[3]));
        store.RemoveUnused();

        using var again = Open();
        Assert.Equal([2, 3, 5], again.List().Select(one => one.Sequence));
        foreach (var i in new[] { 1, 2, 4 }) Same.State(snapshots[i], again.Read(stored[i]));
        Assert.Throws<SnapshotStoreException>(() => again.Read(stored[3]));
    }

    [Fact]
    public void A_number_is_not_given_again_after_its_snapshot_was_removed()
    {
        using var store = Open();
        store.Save(_manager.Create(Sample.Store()));
        var second = store.Save(_manager.Create(Sample.Store()));
        store.Remove(second);

        Assert.Equal(3, store.Save(_manager.Create(Sample.Store())).Sequence);
    }

    [Fact]
    public void After_everything_was_removed_the_store_goes_on()
    {
        using var store = Open();
        var run = Sample.FullStore();
        store.Remove(store.Save(_manager.Create(run)));
        store.RemoveUnused();
        run.AddLog("on");

        Same.State(run.State, store.Read(store.Save(_manager.Create(run))).State);
    }

    [Fact]
    public void What_was_saved_is_there_when_the_store_is_opened_again_and_numbers_go_on()
    {
        var snapshot = Sample.FullSnapshot();
        StoredSnapshot stored;
        var first = Open();
        stored = first.Save(snapshot);

        var second = Open();
        Same.State(snapshot, second.Read(Assert.Single(second.List())));
        Assert.Equal(stored.Sequence + 1, second.Save(snapshot).Sequence);
        second.Dispose();
        first.Dispose();
    }

    [Fact]
    public void Two_stores_that_save_one_run_in_turns_lose_nothing()
    {
        using var one = Open();
        using var other = Open();
        var run = Sample.FullStore();
        var saved = new List<(Snapshot Snapshot, StoredSnapshot Stored)>();
        for (var i = 0; i < 20; i++)
        {
            run.AddLog($"log {i}");
            var snapshot = _manager.Create(run);
            saved.Add((snapshot, (i % 3 == 0 ? one : other).Save(snapshot)));
        }

        Assert.Equal(Enumerable.Range(1, 20), saved.Select(pair => pair.Stored.Sequence));
        foreach (var (snapshot, stored) in saved) Same.State(snapshot, one.Read(stored));
    }

    [Fact]
    public void A_store_that_was_disposed_of_says_so()
    {
        var store = Open();
        var stored = store.Save(Sample.FullSnapshot());
        store.Dispose();
        store.Dispose();

        Assert.Throws<ObjectDisposedException>(() => store.Save(Sample.FullSnapshot()));
        Assert.Throws<ObjectDisposedException>(() => store.List());
        Assert.Throws<ObjectDisposedException>(() => store.Read(stored));
        Assert.Throws<ObjectDisposedException>(() => store.Remove(stored));
        Assert.Throws<ObjectDisposedException>(() => store.Lock("a"));
    }
}
