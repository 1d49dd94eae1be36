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
    public void It_takes_the_first_snapshot_when_the_interval_has_passed_and_not_before()
    {
        _clock.Advance(Interval - TimeSpan.FromTicks(1));
        Assert.Equal(0, _manager.Count);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(1, _manager.Count);
        Assert.Equal("auto", _manager.GetLatest("deploy-7")?.Label);
    }

    [Fact]
    public void It_takes_a_snapshot_only_when_the_run_has_changed_since_the_last()
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
    public void It_takes_a_last_snapshot_when_the_run_ends_and_ends_itself(RunStatus status)
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
    public void It_goes_on_in_any_other_status(RunStatus status)
    {
        _run.Store.SetStatus(status);

        Assert.True(_trigger.IsActive);
        Assert.Equal(0, _manager.Count);
        Assert.Equal(1, _clock.RunningTimers);
    }

    [Fact]
    public void On_a_run_that_has_ended_it_takes_one_snapshot_and_ends_at_once()
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
    public void When_it_is_disposed_it_takes_no_snapshot_any_more()
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
    public void It_ends_and_keeps_both_errors_when_the_last_snapshot_fails_and_its_reporter_throws()
    {
        var run = new WorkflowRun(Sample.Store("failing"));
        using var trigger = new SnapshotTrigger(
            run, new SnapshotManager(10, new BrokenClock()), Interval, onFailure: (_, _) => throw new NotSupportedException("deaf"), timeProvider: _clock);

        run.Store.SetStatus(RunStatus.Failed);

        Assert.Equal(RunStatus.Failed, run.Status);
        Assert.False(trigger.IsActive);
        Assert.Equal(1, trigger.FailureCount);
        var errors = Assert.IsType<AggregateException>(trigger.LastError);
        Assert.Equal("deaf", errors.InnerExceptions[1].Message);
    }

    [Fact]
    public void Triggers_have_different_numbers_and_say_what_they_watch()
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
    public void An_interval_that_no_timer_can_count_is_refused(long ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnapshotTrigger(_run, _manager, TimeSpan.FromTicks(ticks), timeProvider: _clock));
}
