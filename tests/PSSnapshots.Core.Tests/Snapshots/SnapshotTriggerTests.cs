using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Snapshots;

public sealed class SnapshotTriggerTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FakeClock _clock = new();
    private readonly SnapshotManager _manager = new(100);
    private readonly WorkflowRun _run;
    private readonly SnapshotTrigger _trigger;

    public SnapshotTriggerTests()
    {
        _run = new WorkflowRun(Sample.Store());
        _trigger = new SnapshotTrigger(_run, _manager, Interval, "auto", timeProvider: _clock);
    }

    public void Dispose() => _trigger.Dispose();

    [Fact]
    public void Trigger_takes_the_first_snapshot_after_the_interval()
    {
        _clock.Advance(Interval - TimeSpan.FromTicks(1));
        Assert.Equal(0, _manager.Count);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, _manager.Count);
        Assert.Equal("auto", _manager.GetLatest("deploy-7")?.Label);
    }

    [Fact]
    public void Trigger_takes_no_snapshot_if_the_run_has_not_changed()
    {
        for (var i = 0; i < 10; i++) _clock.Advance(Interval);
        Assert.Equal(1, _manager.Count);

        _run.Store.AddLog("changed");
        for (var i = 0; i < 10; i++) _clock.Advance(Interval);
        Assert.Equal(2, _manager.Count);
        Assert.Equal(2, _trigger.SnapshotCount);
    }

    [Theory]
    [InlineData(RunStatus.Completed)]
    [InlineData(RunStatus.Failed)]
    public void Trigger_takes_a_last_snapshot_and_stops_when_the_run_ends(RunStatus status)
    {
        _run.Store.SetStatus(status);

        Assert.Equal(status, Assert.Single(_manager.GetAll("deploy-7")).Status);
        Assert.False(_trigger.IsActive);
        Assert.Equal(0, _clock.RunningTimers);

        _run.Store.AddLog("after the end");
        _clock.Advance(Interval * 3);
        Assert.Equal(1, _manager.Count);
    }

    [Theory]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Paused)]
    [InlineData(RunStatus.Resumed)]
    [InlineData(RunStatus.Suspended)]
    public void Trigger_continues_if_the_run_has_not_ended(RunStatus status)
    {
        _run.Store.SetStatus(status);

        Assert.True(_trigger.IsActive);
        Assert.Equal(0, _manager.Count);
        Assert.Equal(1, _clock.RunningTimers);
    }

    [Fact]
    public void Trigger_on_an_ended_run_takes_one_snapshot_and_stops()
    {
        var run = new WorkflowRun(Sample.Store("ended"));
        run.Store.SetStatus(RunStatus.Completed);

        using var trigger = new SnapshotTrigger(run, _manager, Interval, timeProvider: _clock);

        Assert.False(trigger.IsActive);
        Assert.Equal(1, trigger.SnapshotCount);
        Assert.Single(_manager.GetAll("ended"));
        Assert.Equal(1, _clock.RunningTimers);
    }

    [Fact]
    public void Dispose_stops_the_trigger_without_a_snapshot()
    {
        _trigger.Dispose();
        _trigger.Dispose();

        _clock.Advance(Interval);
        _run.Store.SetStatus(RunStatus.Completed);

        Assert.Equal(0, _manager.Count);
        Assert.False(_trigger.IsActive);
        Assert.Equal(0, _clock.RunningTimers);
    }

    [Fact]
    public void Trigger_stops_with_both_errors_if_the_last_snapshot_and_the_handler_fail()
    {
        var run = new WorkflowRun(Sample.Store("failing"));
        using var trigger = new SnapshotTrigger(
            run, new SnapshotManager(10, new BrokenClock()), Interval, onFailure: (_, _) => throw new NotSupportedException("handler failed"), timeProvider: _clock);

        run.Store.SetStatus(RunStatus.Failed);

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.False(trigger.IsActive);
        Assert.Equal(1, trigger.FailureCount);
        var errors = Assert.IsType<AggregateException>(trigger.LastError);
        Assert.Equal("handler failed", errors.InnerExceptions[1].Message);
    }

    [Fact]
    public void Triggers_have_unique_IDs_and_ToString_returns_the_run_and_the_interval()
    {
        using var other = new SnapshotTrigger(_run, _manager, Interval, timeProvider: _clock);

        Assert.NotEqual(_trigger.Id, other.Id);
        Assert.Equal("deploy-7 every 00:00:05", _trigger.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(TimeSpan.TicksPerMillisecond - 1)]
    [InlineData((49 * TimeSpan.TicksPerDay) + 1)]
    public void Interval_out_of_range_is_rejected(long ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnapshotTrigger(_run, _manager, TimeSpan.FromTicks(ticks), timeProvider: _clock));
}
