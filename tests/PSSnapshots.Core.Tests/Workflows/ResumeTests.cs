using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

public sealed class ResumeTests
{
    private readonly FakeHost _host = new();
    private readonly RunStore _store = new(RunState.Create("w", "r"));

    [Fact]
    public void A_failed_step_runs_again_and_what_was_completed_does_not()
    {
        var isBroken = true;
        WorkflowNode[] nodes = [Flow.Step("a", _ => JsonValue.From("A")), Flow.Fail("b", () => isBroken), Flow.Step("c")];
        var failed = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();
        Assert.Equal(RunStatus.Failed, failed.Status);
        isBroken = false;

        var state = new WorkflowRunner(Flow.Of(nodes), Flow.Revived(failed), _host).Resume();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(1, _host.Runs["a"]);
        Assert.Equal(2, state.StepResults["b"].Attempts);
        Assert.Null(state.Error);
        Assert.Null(state.StepResults["b"].Error);
    }

    [Fact]
    public void The_step_after_what_was_completed_gets_the_last_output()
    {
        var isBroken = true;
        JsonValue? got = null;
        WorkflowNode[] nodes =
        [
            Flow.Step("a", _ => JsonValue.From("A")),
            Flow.Step("b", _ => JsonValue.From(double.NaN)),
            Flow.Step("c", call => isBroken ? throw new IOException("no") : got = call.Input),
        ];
        var failed = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();
        isBroken = false;

        new WorkflowRunner(Flow.Of(nodes), Flow.Revived(failed), _host).Resume();

        Assert.Equal(JsonValue.From(double.NaN), got);
    }

    [Fact]
    public void The_items_of_a_foreach_are_those_of_its_begin_and_only_the_missing_run()
    {
        var isBroken = true;
        var asked = 0;
        WorkflowNode[] nodes =
        [
            Flow.ForEach("f", _ => Flow.Numbers(asked++ == 0 ? 4 : 1), call => isBroken && call.Iteration == 2 ? throw new IOException("no") : call.Input),
        ];
        var failed = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();
        Assert.Equal(["f", "f[0]", "f[1]", "f[2]"], failed.StepResults.Keys);
        isBroken = false;

        var state = new WorkflowRunner(Flow.Of(nodes), Flow.Revived(failed), _host).Resume();

        Assert.Equal("[0,1,2,3]", state.OutputJson?.ToString());
        Assert.Equal(1, asked);
        Assert.Equal(1, _host.Runs["f[1]"]);
        Assert.Null(state.StepResults["f"].PlanJson);
    }

    [Fact]
    public void In_a_foreach_of_several_at_once_no_item_begins_after_one_has_failed()
    {
        WorkflowNode[] nodes =
        [
            Flow.ForEach("f", _ => Flow.Numbers(9), call => call.Iteration == 2 ? throw new IOException("no") : call.Input, throttle: 2),
        ];
        var state = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();

        Assert.Equal(RunStatus.Failed, state.Status);
        Assert.Equal(["f[0]", "f[1]", "f[2]"], _host.Order);
    }

    [Fact]
    public void In_a_parallel_the_other_arms_run_to_their_end_and_the_first_failure_is_the_runs()
    {
        WorkflowNode[] nodes =
        [
            new ParallelNode("p", [Flow.Step("a"), Flow.Fail("b", () => true), Flow.Step("c", _ => throw new IOException("other")), Flow.Step("d")]),
        ];
        var state = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();

        Assert.Equal("disk full", state.Error?.Message);
        Assert.Equal(StepStatus.Failed, state.StepResults["p"].Status);
        Assert.Equal(["a", "b", "c", "d"], _host.Order);
    }

    [Fact]
    public void The_arm_of_a_branch_is_that_of_its_begin()
    {
        var isBroken = true;
        var asked = 0;
        WorkflowNode[] nodes =
        [
            new BranchNode("b", [Flow.When(_ => asked++ == 0, Flow.Fail("x", () => isBroken)), Flow.Otherwise(Flow.Step("y"))]),
        ];
        var failed = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();
        isBroken = false;

        var state = new WorkflowRunner(Flow.Of(nodes), Flow.Revived(failed), _host).Resume();

        Assert.Equal(JsonValue.From("x"), state.OutputJson);
        Assert.Equal(1, asked);
    }

    [Fact]
    public void A_loop_goes_on_at_its_missing_iteration_and_asks_no_condition_twice()
    {
        var isBroken = true;
        var asked = new List<int?>();
        WorkflowNode[] nodes =
        [
            Flow.Loop(
                "l",
                LoopKind.DoUntil,
                call =>
                {
                    asked.Add(call.Iteration);
                    return call.Iteration == 3;
                },
                call => isBroken && call.Iteration == 2 ? throw new IOException("no") : Flow.Plus(call.Input, 1)),
        ];
        var failed = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();
        Assert.Equal([0, 1], asked);
        isBroken = false;

        var state = new WorkflowRunner(Flow.Of(nodes), Flow.Revived(failed), _host).Resume();

        Assert.Equal(JsonValue.From(4), state.OutputJson);
        Assert.Equal([0, 1, 2, 3], asked);
        Assert.Equal(1, _host.Runs["l[0]"]);
    }

    [Theory]
    [InlineData("condition")]
    [InlineData("items")]
    public void A_condition_or_a_list_that_throws_fails_its_node_and_is_asked_again(string what)
    {
        var isBroken = true;
        bool Broken() => isBroken ? throw new IOException("no") : false;
        WorkflowNode[] nodes = what == "items"
            ? [Flow.ForEach("n", _ => Broken() ? [] : Flow.Numbers(1), call => call.Input)]
            : [Flow.Loop("n", LoopKind.DoWhile, _ => Broken(), _ => Flow.Numbers(1)[0])];
        var failed = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();
        Assert.Equal("no", failed.Error?.Message);
        Assert.Equal("System.IO.IOException", failed.StepResults["n"].Error?.Type);
        isBroken = false;

        Assert.Equal(RunStatus.Completed, new WorkflowRunner(Flow.Of(nodes), Flow.Revived(failed), _host).Resume().Status);
    }

    [Fact]
    public void A_run_begins_once_and_a_completed_one_is_not_resumed()
    {
        var runner = new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host);
        Assert.Equal("Run 'r' has not begun. Start it.", Assert.Throws<InvalidRunStateException>(() => runner.Resume()).Message);
        runner.Start();

        Assert.StartsWith("Run 'r' has begun already", Assert.Throws<InvalidRunStateException>(() => runner.Start()).Message, StringComparison.Ordinal);
        Assert.StartsWith("Run 'r' has completed", Assert.Throws<InvalidRunStateException>(() => runner.Resume()).Message, StringComparison.Ordinal);
        Assert.Equal(1, _host.Runs["a"]);
    }

    [Fact]
    public void A_run_at_work_is_not_begun_a_second_time()
    {
        Exception? refused = null;
        WorkflowRunner? runner = null;
        runner = new WorkflowRunner(
            Flow.Of(Flow.Step("a", _ =>
            {
                refused = Record.Exception(() => runner!.Resume());
                return null;
            })),
            _store,
            _host);

        runner.Start();

        Assert.Equal("Run 'r' is already running. Wait for it to finish, or stop it.", Assert.IsType<InvalidRunStateException>(refused).Message);
    }

    [Fact]
    public void An_observer_that_throws_does_not_stop_the_run_and_is_told_of_at_its_end()
    {
        using var subscription = _store.Subscribe((_, _) => throw new IOException("deaf"));

        var failure = Assert.Throws<ObserverException>(() => new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host).Start());

        Assert.Equal(RunStatus.Completed, _store.State.Status);
        Assert.Equal(4, failure.InnerExceptions.Count);
    }

    [Fact]
    public void An_observer_that_throws_is_told_to_who_listens()
    {
        using var subscription = _store.Subscribe((_, _) => throw new IOException("deaf"));
        var told = 0;

        var state = new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host, new RunnerOptions { ObserverFailed = _ => told++ }).Start();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(4, told);
    }

    [Fact]
    public void Steps_to_skip_count_as_completed_and_the_log_says_so()
    {
        WorkflowNode[] nodes =
        [
            Flow.Step("a", _ => JsonValue.True), Flow.Step("b"), Flow.ForEach("f", _ => Flow.Numbers(2), call => call.Input), new NestedNode("n", [Flow.Step("x")]),
        ];
        var skip = new HashSet<string> { "b", "f[0]", "n" };

        var state = new WorkflowRunner(Flow.Of(nodes), _store, _host, new RunnerOptions { SkipSteps = skip }).Start();

        Assert.Equal(["a", "f[1]"], _host.Order);
        Assert.Equal("[null,1]", state.StepResults["f"].OutputJson?.ToString());
        Assert.Equal(StepStatus.Completed, state.StepResults["b"].Status);
        Assert.Contains(state.Logs, log => log is { StepId: "b", Description: "Step b was skipped: it did not run" });
    }

    [Fact]
    public void A_step_to_skip_that_is_not_there_is_refused()
    {
        var runner = new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host, new RunnerOptions { SkipSteps = new HashSet<string> { "z" } });

        Assert.Equal("The workflow has no step 'z' to skip.", Assert.Throws<InvalidRunOptionException>(() => runner.Start()).Message);
        Assert.Equal(RunStatus.Initial, _store.State.Status);
    }
}
