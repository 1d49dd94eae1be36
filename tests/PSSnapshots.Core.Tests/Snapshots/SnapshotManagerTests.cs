using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Snapshots;

public class SnapshotManagerTests
{
    [Fact]
    public void Create_takes_the_state_of_the_store_and_the_time_of_the_manager()
    {
        var clock = new FakeClock();
        clock.Set(new DateTimeOffset(2025, 5, 6, 7, 8, 9, 123, 456, TimeSpan.Zero));
        var store = Sample.Store();

        var snapshot = new SnapshotManager(timeProvider: clock).Create(store, "l");

        Assert.Same(store.State, snapshot.State);
        Assert.Equal(new DateTimeOffset(2025, 5, 6, 7, 8, 9, 123, TimeSpan.Zero), snapshot.Timestamp);
        Assert.Equal(("l", 1, SnapshotFormat.Version), (snapshot.Label, snapshot.Sequence, snapshot.Version));
    }

    [Fact]
    public void Snapshot_counts_steps_logs_and_events()
    {
        var snapshot = Sample.FullSnapshot();

        Assert.Equal((3, 1, 1), (snapshot.StepCount, snapshot.CompletedStepCount, snapshot.FailedStepCount));
        Assert.Equal((5, 2), (snapshot.LogCount, snapshot.EventCount));
        Assert.Equal("deploy-7 #1 (Running, 3 steps: 1 completed, 1 failed, 1 suspended)", snapshot.ToString());
    }

    [Fact]
    public void Import_keeps_a_sequence_number_that_is_free()
    {
        var export = new SnapshotManager().Export(Third());
        var manager = new SnapshotManager();

        Assert.Equal(3, manager.Import(export).Sequence);
        Assert.Equal(4, manager.Create(Sample.Store()).Sequence);
    }

    [Fact]
    public void Import_gets_the_next_sequence_number_if_its_own_is_taken()
    {
        var manager = new SnapshotManager();
        for (var i = 0; i < 5; i++) manager.Create(Sample.Store());

        var imported = manager.Import(new SnapshotManager().Export(Third()));

        Assert.Equal(6, imported.Sequence);
        Assert.Equal(3, SnapshotReader.Read(new SnapshotManager().Export(Third())).Sequence);
        Assert.Same(imported, manager.GetLatest("deploy-7"));
    }

    [Fact]
    public void Import_without_a_sequence_number_gets_the_next_one()
    {
        var manager = new SnapshotManager();
        manager.Create(Sample.Store());

        Assert.Equal(2, manager.Import(OriginalFiles.Text("deploy-mid-run.json")).Sequence);
        Assert.Equal(3, manager.Import(OriginalFiles.Text("deploy-mid-run.json")).Sequence);
    }

    [Fact]
    public void Import_of_a_kept_snapshot_returns_the_kept_one()
    {
        var manager = new SnapshotManager();
        var snapshot = manager.Create(Sample.Store());

        Assert.Same(snapshot, manager.Import(new SnapshotManager().Export(snapshot)));
        Assert.Equal(1, manager.Count);
    }

    [Fact]
    public void Import_with_a_lower_sequence_number_is_sorted_before_later_snapshots()
    {
        var third = Third();
        var manager = new SnapshotManager();
        manager.Add(third.WithSequence(8));

        var early = manager.Import(new SnapshotManager().Export(new SnapshotManager().Create(Sample.Store())));

        Assert.Equal([1, 8], manager.GetAll("deploy-7").Select(snapshot => snapshot.Sequence));
        Assert.Same(early, manager.Get("deploy-7", 1));
        Assert.Equal(8, manager.GetLatest("deploy-7")?.Sequence);
    }

    [Fact]
    public void Import_into_a_full_history_removes_the_oldest_snapshot_but_not_the_import()
    {
        var manager = new SnapshotManager(maxSnapshots: 2);
        manager.Add(Third().WithSequence(5));
        manager.Add(Third().WithSequence(6));

        manager.Add(Third().WithSequence(1));

        Assert.Equal([1, 6], manager.GetAll("deploy-7").Select(snapshot => snapshot.Sequence));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue - 1)]
    public void Import_does_not_keep_a_sequence_number_near_the_maximum(int sequence)
    {
        var manager = new SnapshotManager();

        var imported = manager.Import(TestDocument.Minimal.With("sequence", $"{sequence}").ToString());

        Assert.Equal(1, imported.Sequence);
        Assert.Equal(2, manager.Create(Sample.Store("r", "w")).Sequence);
    }

    [Fact]
    public void Failed_import_adds_nothing()
    {
        var manager = new SnapshotManager();

        Assert.Throws<SnapshotFormatException>(() => manager.Import(TestDocument.Minimal.Without("logs").ToString()));

        Assert.Equal(0, manager.Count);
        Assert.Empty(manager.RunIds);
    }

    [Fact]
    public void Sequence_numbers_continue_after_Clear_and_restart_after_ClearAll()
    {
        var manager = new SnapshotManager();
        manager.Create(Sample.Store());
        manager.Create(Sample.Store("other"));

        Assert.Equal(1, manager.Clear("deploy-7"));
        Assert.Equal(["other"], manager.RunIds);
        Assert.Equal(2, manager.Create(Sample.Store()).Sequence);
        Assert.Equal(2, manager.ClearAll());
        Assert.Equal(1, manager.Create(Sample.Store()).Sequence);
    }

    [Fact]
    public void Get_returns_null_for_unknown_runs_and_numbers()
    {
        var manager = new SnapshotManager();

        Assert.Null(manager.GetLatest("none"));
        Assert.Null(manager.Get("none", 1));
        Assert.Empty(manager.GetAll("none"));
        Assert.Equal(0, manager.Clear("none"));
        Assert.False(manager.Remove(Sample.FullSnapshot()));
    }

    [Fact]
    public void GetAll_returns_a_list_that_does_not_change()
    {
        var manager = new SnapshotManager();
        manager.Create(Sample.Store());
        var all = manager.GetAll("deploy-7");

        manager.Create(Sample.Store());
        manager.ClearAll();

        Assert.Single(all);
    }

    [Fact]
    public void Restore_without_a_run_creates_a_run_that_continues()
    {
        var clock = new FakeClock();
        var snapshot = Sample.FullSnapshot();

        var run = new SnapshotManager().Restore(snapshot, clock);
        run.Store.AddLog("continued");

        Assert.Equal(("deploy-7", "deploy"), (run.RunId, run.WorkflowId));
        Assert.Equal(clock.GetUtcNow(), run.Logs[^1].Timestamp);
        Assert.Equal(snapshot.LogCount + 1, run.Logs.Count);
    }

    [Fact]
    public void PlanRestore_returns_the_changes_without_making_them()
    {
        var store = Sample.FullStore();
        var snapshot = new SnapshotManager().Create(store);
        store.SetStatus(RunStatus.Failed);
        var before = store.State;

        var plan = new SnapshotManager().PlanRestore(store, snapshot);

        Assert.Same(before, store.State);
        new SnapshotManager().Restore(store, snapshot);
        Assert.Equal(StateComparison.Compare(before, store.State).Select(change => change.ToString()), plan.Select(change => change.ToString()));
        Assert.Contains("Changed /status: \"FAILED\" -> \"RUNNING\"", plan.Select(change => change.ToString()));
        Assert.Throws<RunMismatchException>(() => new SnapshotManager().PlanRestore(Sample.Store("other"), snapshot));
    }

    private static Snapshot Third()
    {
        var manager = new SnapshotManager();
        manager.Create(Sample.Store());
        manager.Create(Sample.Store());
        return manager.Create(Sample.Store());
    }
}
