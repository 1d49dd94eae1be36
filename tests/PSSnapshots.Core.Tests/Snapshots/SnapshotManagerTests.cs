using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Snapshots;

public class SnapshotManagerTests
{
    [Fact]
    public void A_snapshot_has_the_stores_state_itself_and_the_managers_time()
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
    public void A_snapshot_counts_what_is_in_it()
    {
        var snapshot = Sample.FullSnapshot();

        Assert.Equal((3, 1, 1), (snapshot.StepCount, snapshot.CompletedStepCount, snapshot.FailedStepCount));
        Assert.Equal((5, 2), (snapshot.LogCount, snapshot.EventCount));
        Assert.Equal("deploy-7 #1 (Running, 3 steps: 1 completed, 1 failed, 1 suspended)", snapshot.ToString());
    }

    [Fact]
    public void An_import_keeps_its_number_where_it_is_free()
    {
        var export = new SnapshotManager().Export(Third());
        var manager = new SnapshotManager();

        Assert.Equal(3, manager.Import(export).Sequence);
        Assert.Equal(4, manager.Create(Sample.Store()).Sequence);
    }

    [Fact]
    public void An_import_gets_the_next_number_where_its_own_is_taken()
    {
        var manager = new SnapshotManager();
        for (var i = 0; i < 5; i++) manager.Create(Sample.Store());

        var imported = manager.Import(new SnapshotManager().Export(Third()));

        Assert.Equal(6, imported.Sequence);
        Assert.Equal(3, SnapshotReader.Read(new SnapshotManager().Export(Third())).Sequence);
        Assert.Same(imported, manager.GetLatest("deploy-7"));
    }

    [Fact]
    public void An_import_without_a_number_gets_the_next_one()
    {
        var manager = new SnapshotManager();
        manager.Create(Sample.Store());

        Assert.Equal(2, manager.Import(OriginalFiles.Text("deploy-mid-run.json")).Sequence);
        Assert.Equal(3, manager.Import(OriginalFiles.Text("deploy-mid-run.json")).Sequence);
    }

    [Fact]
    public void An_import_of_what_is_kept_is_what_is_kept()
    {
        var manager = new SnapshotManager();
        var snapshot = manager.Create(Sample.Store());

        Assert.Same(snapshot, manager.Import(new SnapshotManager().Export(snapshot)));
        Assert.Equal(1, manager.Count);
    }

    [Fact]
    public void An_import_with_a_lower_number_stands_before_the_later_ones()
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
    public void A_full_history_lets_the_oldest_go_for_an_import_but_not_the_import_itself()
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
    public void A_number_that_leaves_no_room_for_those_to_come_is_not_taken_over(int sequence)
    {
        var manager = new SnapshotManager();

        var imported = manager.Import(TestDocument.Minimal.With("sequence", $"{sequence}").ToString());

        Assert.Equal(1, imported.Sequence);
        Assert.Equal(2, manager.Create(Sample.Store("r", "w")).Sequence);
    }

    [Fact]
    public void A_failed_import_keeps_nothing()
    {
        var manager = new SnapshotManager();

        Assert.Throws<SnapshotFormatException>(() => manager.Import(TestDocument.Minimal.Without("logs").ToString()));

        Assert.Equal(0, manager.Count);
        Assert.Empty(manager.RunIds);
    }

    [Fact]
    public void Numbers_go_on_after_a_run_is_cleared_and_begin_anew_after_all_are()
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
    public void What_is_not_there_is_not_found()
    {
        var manager = new SnapshotManager();

        Assert.Null(manager.GetLatest("none"));
        Assert.Null(manager.Get("none", 1));
        Assert.Empty(manager.GetAll("none"));
        Assert.Equal(0, manager.Clear("none"));
        Assert.False(manager.Remove(Sample.FullSnapshot()));
    }

    [Fact]
    public void A_list_that_was_given_stays_as_it_is_when_more_are_taken()
    {
        var manager = new SnapshotManager();
        manager.Create(Sample.Store());
        var given = manager.GetAll("deploy-7");

        manager.Create(Sample.Store());
        manager.ClearAll();

        Assert.Single(given);
    }

    [Fact]
    public void A_restore_into_no_run_makes_one_that_goes_on()
    {
        var clock = new FakeClock();
        var snapshot = Sample.FullSnapshot();

        var run = new SnapshotManager().Restore(snapshot, clock);
        run.Store.AddLog("goes on");

        Assert.Equal(("deploy-7", "deploy"), (run.RunId, run.WorkflowId));
        Assert.Equal(clock.GetUtcNow(), run.Logs[^1].Timestamp);
        Assert.Equal(snapshot.LogCount + 1, run.Logs.Count);
    }

    [Fact]
    public void A_plan_of_a_restore_tells_its_changes_and_makes_none()
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
