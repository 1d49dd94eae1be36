using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Storage;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

public sealed class CheckpointTests : IDisposable
{
    private readonly BreakableStore _checkpoints = new();
    private readonly FakeHost _host = new();
    private readonly RunStore _store = new(RunState.Create("w", "r"));

    public void Dispose() => _checkpoints.Dispose();

    [Fact]
    public void Checkpoints_are_saved_at_the_start_after_each_step_and_at_the_end()
    {
        Runner(Flow.Step("a"), Flow.Step("b")).Start();

        var all = _checkpoints.List("r").Select(stored => _checkpoints.Read(stored)).ToList();
        Assert.Equal([RunStatus.Running, RunStatus.Running, RunStatus.Running, RunStatus.Completed], all.Select(snapshot => snapshot.Status));
        Assert.Equal([0, 1, 2, 2], all.Select(snapshot => snapshot.CompletedStepCount));
        Assert.Equal([null, all[0].Id, all[1].Id, all[2].Id], all.Select(snapshot => snapshot.ParentId));
    }

    [Fact]
    public void A_step_is_acknowledged_and_the_next_begins_only_when_the_checkpoint_is_safe()
    {
        var seen = new List<string>();
        _checkpoints.Saving = snapshot => seen.Add($"saving {snapshot.StepResults.Counts.Completed}");
        var options = new RunnerOptions { Checkpoints = _checkpoints, Acknowledged = id => seen.Add($"acknowledged {id}, {_checkpoints.Latest("r").StepResults[id].Status}") };
        var definition = Flow.Of(Flow.Step("a", _ => Seen("a")), Flow.Step("b", _ => Seen("b")));

        new WorkflowRunner(definition, _store, _host, options).Start();

        Assert.Equal(
            ["saving 0", "run a", "saving 1", "acknowledged a, Completed", "run b", "saving 2", "acknowledged b, Completed", "saving 2"], seen);

        JsonValue? Seen(string id)
        {
            seen.Add($"run {id}");
            return null;
        }
    }

    [Fact]
    public void Listener_that_throws_does_not_fail_the_step()
    {
        var options = new RunnerOptions { Acknowledged = _ => throw new NotSupportedException("deaf") };

        Assert.Throws<NotSupportedException>(() => new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host, options).Start());

        Assert.Equal(StepStatus.Completed, _store.State.StepResults["a"].Status);
        Assert.Equal(RunStatus.Completed, new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host).Resume().Status);
    }

    [Fact]
    public void Decision_is_saved_before_it_takes_effect()
    {
        var seen = new List<string>();
        StepNode Look(string id, string frame) => Flow.Step(id, call =>
        {
            if (_checkpoints.Latest("r").StepResults.TryGetValue(frame, out var result)) seen.Add($"{call.StepId}: {result.PlanJson}");
            return null;
        });
        Runner(
            new BranchNode("b", [Flow.When(_ => false, Look("x", "b")), Flow.Otherwise(Look("y", "b"))]),
            new ForEachNode("f", new StepCode("i", (Func<StepCall, IReadOnlyList<JsonValue>>)(_ => Flow.Numbers(1))), Look("f", "f").Code),
            new LoopNode("l", LoopKind.DoUntil, new StepCode("c", (Func<StepCall, bool>)(call => call.Iteration == 1)), Look("l", "l").Code)).Start();

        Assert.Equal(["y: 1", "f[0]: [0]", "l[1]: 2"], seen);
    }

    [Fact]
    public void A_step_that_may_not_run_twice_is_known_to_have_begun_before_it_does()
    {
        StepStatus? known = null;
        Runner(Flow.Step("a", _ =>
        {
            known = _checkpoints.Latest("r").StepResults["a"].Status;
            return null;
        }, new StepOptions(IsIdempotent: false))).Start();

        Assert.Equal(StepStatus.Running, known);
    }

    [Fact]
    public void Manager_keeps_the_saved_snapshots()
    {
        var manager = new SnapshotManager();
        new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host, new RunnerOptions { Checkpoints = _checkpoints, Manager = manager }).Start();

        Assert.Equal(_checkpoints.List("r").Select(stored => stored.SnapshotId), manager.GetAll("r").Select(snapshot => snapshot.Id));
    }

    [Fact]
    public void The_run_is_owned_while_it_is_running()
    {
        Exception? refused = null;
        Runner(Flow.Step("a", _ =>
        {
            refused = Record.Exception(() => _checkpoints.Acquire("r"));
            return null;
        })).Start();

        Assert.IsType<RunLockedException>(refused);
        _checkpoints.Acquire("r").Dispose();
    }

    [Fact]
    public void Run_with_another_owner_does_not_start()
    {
        using var held = _checkpoints.Acquire("r");

        Assert.Throws<RunLockedException>(() => Runner(Flow.Step("a")).Start());
        Assert.Equal(RunStatus.Initial, _store.State.Status);
        Assert.Empty(_host.Runs);
    }

    [Fact]
    public void Failed_checkpoint_with_Continue_is_reported_and_logged_and_the_run_continues()
    {
        var reported = new List<CheckpointFailedException>();
        var options = new RunnerOptions { Checkpoints = _checkpoints, OnCheckpointFailure = CheckpointFailureAction.Continue, CheckpointFailed = reported.Add };
        var definition = Flow.Of(Breaking("a"), Flow.Step("b", _ =>
        {
            _checkpoints.IsBroken = false;
            return null;
        }));

        var state = new WorkflowRunner(definition, _store, _host, options).Start();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal("A checkpoint of run 'r' could not be saved: No space left on the device.", Assert.Single(reported).Message);
        Assert.Single(state.Logs, log => log.Description == reported[0].Message);
        Assert.Equal(RunStatus.Completed, _checkpoints.Latest("r").Status);
    }

    [Fact]
    public void Failed_checkpoint_with_Stop_suspends_the_run()
    {
        var acknowledged = new List<string>();
        WorkflowNode[] nodes = [Flow.Step("first"), Breaking("a"), Flow.Step("b")];
        var options = new RunnerOptions { Checkpoints = _checkpoints, Acknowledged = acknowledged.Add };

        var failure = Assert.Throws<CheckpointFailedException>(() => new WorkflowRunner(Flow.Of(nodes), _store, _host, options).Start());

        Assert.IsType<SnapshotStoreException>(failure.InnerException);
        Assert.Equal(RunStatus.Suspended, _store.State.Status);
        Assert.Equal(["first"], acknowledged);
        Assert.Equal(["first", "a"], _host.Order);
        Assert.Equal(["first"], _checkpoints.Latest("r").StepResults.Where(step => step.Value.Status == StepStatus.Completed).Select(step => step.Key));

        _checkpoints.IsBroken = false;
        var state = new WorkflowRunner(Flow.Of(nodes), _store, _host, options).Resume();
        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(["first", "a", "b"], _host.Order);
    }

    [Fact]
    public void When_the_last_steps_checkpoint_fails_the_run_is_suspended_too()
    {
        Assert.Throws<CheckpointFailedException>(() => Runner(Breaking("a")).Start());
        Assert.Equal(RunStatus.Suspended, _store.State.Status);

        _checkpoints.IsBroken = false;
        Assert.Equal(RunStatus.Completed, Runner(Flow.Step("a")).Resume().Status);
        Assert.Equal(1, _host.Runs["a"]);
    }

    [Fact]
    public void A_step_that_may_not_run_twice_does_not_run_where_its_begin_could_not_be_kept()
    {
        var runner = Runner(Breaking("first"), Flow.Step("once", options: new StepOptions(IsIdempotent: false)));
        _checkpoints.Saving = snapshot => _checkpoints.IsBroken = snapshot.StepResults.ContainsKey("once");

        Assert.Throws<CheckpointFailedException>(() => runner.Start());

        Assert.Equal(["first"], _host.Order);
        Assert.False(_store.State.StepResults.ContainsKey("once"));
    }

    [Fact]
    public void Checkpoints_of_arms_that_end_at_once_are_saved_one_at_a_time_and_one_may_serve_several()
    {
        const int Arms = 16;
        using var together = new Barrier(Arms);
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<bool>();
        var options = new RunnerOptions
        {
            Checkpoints = _checkpoints,
            Acknowledged = id => acknowledged.Add(_checkpoints.List("r").Select(stored => _checkpoints.Read(stored)).Any(snapshot => IsCompleted(snapshot, id))),
        };
        WorkflowNode[] arms = [.. Enumerable.Range(0, Arms).Select(i => Flow.Step($"a{i}", _ =>
        {
            together.SignalAndWait();
            return JsonValue.From(i);
        }))];
        var definition = Flow.Of(new ParallelNode("p", arms, Arms));
        // The first save lasts until all arms have completed.
        _checkpoints.Saving = snapshot =>
        {
            if (snapshot.CompletedStepCount is > 0 and < Arms)
                SpinWait.SpinUntil(() => _store.State.StepResults.Counts.Completed == Arms);
        };

        var state = new WorkflowRunner(definition, _store, new FakeHost(isConcurrent: true), options).Start();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(1, _checkpoints.MostAtOnce);
        Assert.Equal(Enumerable.Repeat(true, Arms), acknowledged);
        // The start, at most two for the arms, and the end.
        Assert.InRange(_checkpoints.List("r").Count, 3, 4);
    }

    [Fact]
    public void Run_with_a_newer_checkpoint_is_not_resumed_from_an_older_state()
    {
        var isBroken = true;
        WorkflowNode[] nodes = [Flow.Step("a"), Flow.Fail("b", () => isBroken)];
        Runner(nodes).Start();
        var manager = new SnapshotManager();
        var mine = manager.Restore(_checkpoints.Latest("r")).Store;
        var theirs = manager.Restore(_checkpoints.Latest("r")).Store;
        isBroken = false;
        new WorkflowRunner(Flow.Of(nodes), theirs, _host, new RunnerOptions { Checkpoints = _checkpoints }).Resume();
        var before = mine.State;

        var refused = Assert.Throws<NewerCheckpointException>(
            () => new WorkflowRunner(Flow.Of(nodes), mine, _host, new RunnerOptions { Checkpoints = _checkpoints }).Resume());

        Assert.Equal(_checkpoints.List("r")[^1], refused.Newest);
        Assert.Same(before, mine.State);
        Assert.Equal(2, _host.Runs["b"]);
        Assert.Equal(
            RunStatus.Completed,
            new WorkflowRunner(Flow.Of(nodes), mine, _host, new RunnerOptions { Checkpoints = _checkpoints, Force = true }).Resume().Status);
    }

    private static bool IsCompleted(Snapshot snapshot, string id) =>
        snapshot.StepResults.TryGetValue(id, out var result) && result.Status == StepStatus.Completed;

    private WorkflowRunner Runner(params WorkflowNode[] nodes) =>
        new(Flow.Of(nodes), _store, _host, new RunnerOptions { Checkpoints = _checkpoints });

    private StepNode Breaking(string id) => Flow.Step(id, call =>
    {
        _checkpoints.IsBroken = true;
        return call.Input;
    });
}
