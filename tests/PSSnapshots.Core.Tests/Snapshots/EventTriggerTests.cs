using System.Reflection;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Snapshots;

public sealed class EventTriggerTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly SnapshotManager _manager = new(100);
    private readonly WorkflowRun _run = new(Sample.Store());
    private readonly BreakableStore _store = new();
    private SnapshotTrigger? _trigger;

    public void Dispose()
    {
        _trigger?.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(SnapshotTriggerEvents.StepCompleted, 2)]
    [InlineData(SnapshotTriggerEvents.StepFailed, 1)]
    [InlineData(SnapshotTriggerEvents.StatusChanged, 2)]
    [InlineData(SnapshotTriggerEvents.StepCompleted | SnapshotTriggerEvents.StepFailed, 3)]
    public void Trigger_takes_snapshots_only_on_the_specified_events(SnapshotTriggerEvents on, int expected)
    {
        Begin(new SnapshotTriggerOptions { On = on, Label = "event" });

        _run.Store.SetStatus(RunStatus.Running);
        _run.Store.UpdateStepResult("a", StepStatus.Running);
        _run.Store.UpdateStepResult("a", StepStatus.Completed);
        _run.Store.AddLog("more");
        _run.Store.UpdateStepResult("b", StepStatus.Failed, error: RunError.FromMessage("no"));
        _run.Store.UpdateStepResult("c", StepStatus.Completed);
        _run.Store.SetStatus(RunStatus.Suspended);

        Assert.Equal(expected, _trigger!.SnapshotCount);
        Assert.Equal(expected, _manager.GetAll("deploy-7").Count);
        Assert.All(_manager.GetAll("deploy-7"), snapshot => Assert.Equal("event", snapshot.Label));
        Assert.Equal(0, _clock.RunningTimers);
    }

    [Fact]
    public void Snapshot_has_the_state_that_raised_the_event()
    {
        Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepCompleted });
        var states = new List<RunState>();
        using var subscription = _run.Store.Subscribe((_, after) => states.Add(after));

        Crowd.Run(number => _run.Store.UpdateStepResult($"s{number}", StepStatus.Completed));

        Assert.Equal(states, _manager.GetAll("deploy-7").Select(snapshot => snapshot.State));
    }

    [Fact]
    public void Trigger_takes_a_last_snapshot_when_the_run_ends()
    {
        Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepFailed });

        _run.Store.SetStatus(RunStatus.Completed);

        Assert.Equal(RunStatus.Completed, Assert.Single(_manager.GetAll("deploy-7")).Status);
        Assert.False(_trigger!.IsActive);
    }

    [Fact]
    public void MinInterval_delays_the_last_snapshot_and_counts_the_skipped_ones()
    {
        Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepCompleted, MinInterval = TimeSpan.FromSeconds(10) });

        for (var i = 0; i < 5; i++) _run.Store.UpdateStepResult($"s{i}", StepStatus.Completed);
        Assert.Equal(1, _trigger!.SnapshotCount);

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([1, 5], _manager.GetAll("deploy-7").Select(snapshot => snapshot.CompletedStepCount));
        Assert.Equal(3, _trigger.MissedCount);

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(2, _trigger.SnapshotCount);
        _run.Store.UpdateStepResult("s5", StepStatus.Completed);
        Assert.Equal(3, _trigger.SnapshotCount);
    }

    [Fact]
    public void MinInterval_is_not_exceeded_if_the_clock_is_set_back()
    {
        Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepCompleted, MinInterval = TimeSpan.FromSeconds(10) });
        _run.Store.UpdateStepResult("a", StepStatus.Completed);
        _clock.Set(_clock.GetUtcNow().AddHours(-1));

        _run.Store.UpdateStepResult("b", StepStatus.Completed);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, _trigger!.SnapshotCount);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public void SkipUnchanged_skips_snapshots_of_an_unchanged_run(bool skip, int expected)
    {
        Begin(new SnapshotTriggerOptions { Interval = TimeSpan.FromSeconds(1), SkipUnchanged = skip });

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(expected, _trigger!.SnapshotCount);
    }

    [Fact]
    public void Busy_store_does_not_block_the_run_and_skipped_snapshots_are_counted()
    {
        using var started = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        _store.Saving = _ =>
        {
            started.Set();
            release.Wait();
        };
        Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepCompleted, Store = _store });

        _run.Store.UpdateStepResult("s0", StepStatus.Completed);
        started.Wait();
        for (var i = 1; i < 10; i++) _run.Store.UpdateStepResult($"s{i}", StepStatus.Completed);
        Assert.Equal(10, _trigger!.SnapshotCount);
        release.Set();
        _trigger.WaitForStore();

        Assert.Equal([1, 10], _store.List("deploy-7").Select(stored => _store.Read(stored).CompletedStepCount));
        Assert.Equal(2, _trigger.SavedCount);
        Assert.Equal(8, _trigger.MissedCount);
    }

    [Fact]
    public void Failing_store_is_reported_and_does_not_affect_the_run()
    {
        _store.IsBroken = true;
        Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepCompleted, Store = _store });

        _run.Store.UpdateStepResult("a", StepStatus.Completed);
        _trigger!.WaitForStore();

        Assert.Equal(1, _trigger.FailureCount);
        Assert.Equal("No space left on the device.", _trigger.LastError?.Message);
        Assert.True(_trigger.IsActive);
        Assert.Equal(1, _manager.Count);
    }

    [Fact]
    public void Owned_store_is_disposed_after_the_last_snapshot_is_saved()
    {
        var own = new PSSnapshots.Storage.MemorySnapshotStore();
        Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepCompleted, Store = own, OwnsStore = true });
        _run.Store.UpdateStepResult("a", StepStatus.Completed);

        _trigger!.Dispose();
        _trigger.WaitForStore();

        Assert.Equal(1, _trigger.SavedCount);
        Assert.Throws<ObjectDisposedException>(() => own.List());
    }

    [Fact]
    public void Failed_dispose_of_an_owned_store_is_reported()
    {
        var own = DispatchProxy.Create<PSSnapshots.Storage.ISnapshotStore, FailingDisposeProxy>();
        Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepCompleted, Store = own, OwnsStore = true });

        _trigger!.Dispose();
        _trigger.WaitForStore();

        Assert.Equal("The connection is broken.", _trigger.LastError?.Message);
    }

    [Fact]
    public void Triggers_of_100_parallel_runs_lose_and_mix_no_snapshots()
    {
        const int Runs = 100;
        const int Steps = 20;
        var manager = new SnapshotManager(Steps + 1);
        var runs = Enumerable.Range(0, Runs).Select(number => new WorkflowRun(new RunStore(RunState.Create("w", $"r{number}")))).ToList();
        var triggers = runs
            .Select(run => new SnapshotTrigger(run, manager, new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepCompleted, Store = _store }))
            .ToList();

        Crowd.Run(number =>
        {
            // Each thread updates two runs.
            for (var step = 0; step < Steps; step++)
                foreach (var run in new[] { number, number + Crowd.Size })
                    runs[run].Store.UpdateStepResult($"s{step}", StepStatus.Completed, JsonValue.From($"{run}/{step}"));
            runs[number].Store.SetStatus(RunStatus.Completed);
            runs[number + Crowd.Size].Store.SetStatus(RunStatus.Failed);
        });

        for (var number = 0; number < Runs; number++)
        {
            var trigger = triggers[number];
            trigger.WaitForStore();
            Assert.False(trigger.IsActive);
            Assert.Equal(Steps + 1, trigger.SnapshotCount);
            Assert.Equal(0, trigger.FailureCount);
            var taken = manager.GetAll($"r{number}");
            Assert.Equal(Enumerable.Range(1, Steps).Append(Steps), taken.Select(snapshot => snapshot.CompletedStepCount));
            Assert.All(taken, snapshot => Assert.Equal(
                JsonValue.From($"{number}/{snapshot.CompletedStepCount - 1}"), snapshot.StepResults[$"s{snapshot.CompletedStepCount - 1}"].OutputJson));
            var saved = _store.List($"r{number}");
            Assert.Equal(trigger.SavedCount, saved.Count);
            Assert.Equal(trigger.SnapshotCount, trigger.SavedCount + trigger.MissedCount);
            Same.State(runs[number].Store.State, _store.Latest($"r{number}").State);
        }
    }

    [Fact]
    public void Options_without_an_event_or_with_an_interval_out_of_range_are_rejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.None }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Begin(new SnapshotTriggerOptions { MinInterval = TimeSpan.FromTicks(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Begin(new SnapshotTriggerOptions { MinInterval = TimeSpan.FromDays(50) }));
    }

    [Fact]
    public void ToString_returns_the_run_and_the_events()
    {
        Begin(new SnapshotTriggerOptions { On = SnapshotTriggerEvents.StepCompleted | SnapshotTriggerEvents.StatusChanged });

        Assert.Equal("deploy-7 on StepCompleted, StatusChanged", _trigger!.ToString());
    }

    private void Begin(SnapshotTriggerOptions options) => _trigger = new SnapshotTrigger(_run, _manager, options with { TimeProvider = _clock });
}
