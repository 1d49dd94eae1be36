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
    public void Resumed_foreach_keeps_its_items_and_runs_only_the_missing_ones()
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
    public void Parallel_foreach_starts_no_item_after_one_has_failed()
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
    public void Parallel_arms_run_to_completion_when_another_fails_and_the_first_failure_is_reported()
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
    public void Resumed_branch_keeps_its_chosen_arm()
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
    public void Resumed_loop_continues_at_the_missing_iteration_without_reevaluating_conditions()
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
    public void Run_starts_once_and_is_not_resumed_after_completion()
    {
        var runner = new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host);
        Assert.Equal("Run 'r' has not begun. Start it.", Assert.Throws<InvalidRunStateException>(() => runner.Resume()).Message);
        runner.Start();

        Assert.StartsWith("Run 'r' has begun already", Assert.Throws<InvalidRunStateException>(() => runner.Start()).Message, StringComparison.Ordinal);
        Assert.StartsWith("Run 'r' has completed", Assert.Throws<InvalidRunStateException>(() => runner.Resume()).Message, StringComparison.Ordinal);
        Assert.Equal(1, _host.Runs["a"]);
    }

    [Fact]
    public void Running_run_is_not_started_again()
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
    public void Observer_that_throws_does_not_stop_the_run_and_is_reported_at_the_end()
    {
        using var subscription = _store.Subscribe((_, _) => throw new IOException("deaf"));

        var failure = Assert.Throws<ObserverException>(() => new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host).Start());

        Assert.Equal(RunStatus.Completed, _store.State.Status);
        Assert.Equal(4, failure.InnerExceptions.Count);
    }

    [Fact]
    public void Observer_that_throws_is_reported_to_the_callback()
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
    public void Unknown_step_to_skip_is_rejected()
    {
        var runner = new WorkflowRunner(Flow.Of(Flow.Step("a")), _store, _host, new RunnerOptions { SkipSteps = new HashSet<string> { "z" } });

        Assert.Equal("The workflow has no step 'z' to skip.", Assert.Throws<InvalidRunOptionException>(() => runner.Start()).Message);
        Assert.Equal(RunStatus.Initial, _store.State.Status);
    }
}
