using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "04")]
public class AutomaticSnapshotTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Trigger_with_an_interval_of_100_ms_takes_at_least_five_snapshots_in_a_second()
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
    public void Failed_capture_is_reported_and_does_not_affect_the_run()
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
    public void Capture_succeeds_after_a_failed_one_even_if_the_run_has_not_changed()
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
