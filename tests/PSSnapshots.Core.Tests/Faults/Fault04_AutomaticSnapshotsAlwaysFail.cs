using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault04_AutomaticSnapshotsAlwaysFail
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void A_run_of_one_second_with_an_interval_of_100_ms_gives_at_least_five_snapshots()
    {
        var clock = new FakeClock();
        var run = new WorkflowRun(Sample.Store(clock: clock));
        var manager = new SnapshotManager(100, clock);
        using var trigger = new SnapshotTrigger(run, manager, Interval, timeProvider: clock);

        for (var i = 0; i < 20; i++)
        {
            run.Store.AddLog($"after {i * 50} ms");
            clock.Advance(TimeSpan.FromMilliseconds(50));
        }
        run.Store.SetStatus(RunStatus.Completed);

        var snapshots = manager.GetAll(run.RunId);
        Assert.InRange(snapshots.Count, 5, 12);
        Assert.Equal(RunStatus.Completed, snapshots[^1].Status);
        Assert.Equal(snapshots.Count, trigger.SnapshotCount);
        Assert.Equal(0, trigger.FailureCount);
    }

    [Fact]
    public void A_capture_that_fails_is_reported_and_the_run_goes_on()
    {
        var clock = new FakeClock();
        var run = new WorkflowRun(Sample.Store(clock: clock));
        var broken = new BrokenClock();
        var manager = new SnapshotManager(10, broken);
        var reported = new List<(SnapshotTrigger Trigger, Exception Failure)>();
        using var trigger = new SnapshotTrigger(
            run, manager, Interval, onFailure: (from, failure) => reported.Add((from, failure)), timeProvider: clock);

        clock.Advance(Interval);
        clock.Advance(Interval);

        Assert.Equal(2, trigger.FailureCount);
        Assert.Equal(0, trigger.SnapshotCount);
        Assert.Equal("the clock is broken", trigger.LastError?.Message);
        Assert.Equal([trigger, trigger], reported.Select(report => report.Trigger));
        Assert.Same(trigger.LastError, reported[1].Failure);
        Assert.True(trigger.IsActive);

        run.Store.SetStatus(RunStatus.Running);
        Assert.Equal(RunStatus.Running, run.Status);
    }

    [Fact]
    public void After_a_failed_capture_the_next_one_succeeds_although_the_run_did_not_change_meanwhile()
    {
        var clock = new FakeClock();
        var run = new WorkflowRun(Sample.Store(clock: clock));
        var broken = new BrokenClock();
        var manager = new SnapshotManager(10, broken);
        using var trigger = new SnapshotTrigger(run, manager, Interval, timeProvider: clock);
        clock.Advance(Interval);

        broken.IsBroken = false;
        clock.Advance(Interval);

        Assert.Equal(1, trigger.SnapshotCount);
        Assert.Same(run.Store.State, manager.GetLatest(run.RunId)?.State);
    }
}
