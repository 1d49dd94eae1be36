using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

public sealed class SuspendTests
{
    private static readonly JsonValue Payload = JsonValue.FromJson("""{"question":"go?"}""");

    private readonly FakeHost _host = new();
    private readonly RunStore _store = new(RunState.Create("w", "r"));

    [Fact]
    public void A_step_that_suspends_itself_suspends_the_run_and_says_where_it_waits()
    {
        var state = Start(Flow.Step("a"), Flow.Ask("ask", Payload), Flow.Step("b"));

        Assert.Equal(RunStatus.Suspended, state.Status);
        Assert.Equal(StepStatus.Suspended, state.StepResults["ask"].Status);
        Assert.Equal(Payload, state.StepResults["ask"].OutputJson);
        Assert.Equal(new StepPath(1), state.StepResults["ask"].SuspendedPath);
        Assert.Equal(new StepPath(1), state.SuspendedPaths["ask"]);
        Assert.Equal(new StepPath(1), state.ExecutionPath);
        Assert.False(_host.Runs.ContainsKey("b"));
        Assert.Equal("""{"suspendReason":"Step ask waits.","executionPath":[1]}""", state.Events[^1].MetadataJson?.ToString());
        Assert.Equal("Step ask suspended", state.Events[^2].Description);
    }

    [Fact]
    public void The_reason_is_that_of_the_payload_where_it_has_one()
    {
        var state = Start(Flow.Ask("ask", JsonValue.FromJson("""{"reason":"needs a human"}""")));

        Assert.Equal("needs a human", state.Events[^2].MetadataJson?.GetMember("suspendReason")?.GetString());
    }

    [Fact]
    public void Resume_passes_data_and_continues_the_run()
    {
        WorkflowNode[] nodes = [Flow.Step("a"), Flow.Ask("ask", Payload), Flow.Step("b", call => call.Input)];
        var suspended = Flow.Revived(Start(nodes));

        var state = new WorkflowRunner(Flow.Of(nodes), suspended, _host).Resume(JsonValue.From("yes"));

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(JsonValue.From("yes"), state.OutputJson);
        Assert.Equal(1, _host.Runs["a"]);
        Assert.Equal(2, _host.Runs["ask"]);
        Assert.Empty(state.SuspendedPaths);
        Assert.Equal(1, state.StepResults["ask"].Attempts);
        Assert.Null(state.StepResults["ask"].ResumeDataJson);
        var resumed = state.Events.Single(entry => entry.Description == "Workflow resumed");
        Assert.Equal("""{"resumeData":"yes","executionPath":[1]}""", resumed.MetadataJson?.ToString());
        Assert.Contains(state.Logs, log => log.Status == RunStatus.Resumed);
    }

    [Fact]
    public void Resume_without_data_continues_a_suspended_run()
    {
        WorkflowNode[] nodes = [Flow.Ask("ask")];
        Start(nodes);

        var state = new WorkflowRunner(Flow.Of(nodes), _store, _host).Resume();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Null(state.StepResults["ask"].OutputJson);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Several_arms_may_wait_while_the_others_end(bool isConcurrent)
    {
        WorkflowNode[] nodes = [new ParallelNode("p", [Flow.Ask("x"), Flow.Step("y", _ => JsonValue.From("y")), Flow.Ask("z")])];
        var host = new FakeHost(isConcurrent);

        var state = new WorkflowRunner(Flow.Of(nodes), _store, host).Start();
        Assert.Equal(RunStatus.Suspended, state.Status);
        Assert.Equal(["x", "z"], state.SuspendedPaths.Keys.Order());
        Assert.Equal(StepStatus.Completed, state.StepResults["y"].Status);

        state = new WorkflowRunner(Flow.Of(nodes), _store, host, new RunnerOptions { ResumeSteps = ["z"] }).Resume(JsonValue.From("Z"));
        Assert.Equal(RunStatus.Suspended, state.Status);
        Assert.Equal(["x"], state.SuspendedPaths.Keys);
        Assert.Equal(1, host.Runs["x"]);

        state = new WorkflowRunner(Flow.Of(nodes), _store, host).Resume(JsonValue.From("X"));
        Assert.Equal("""{"x":"X","y":"y","z":"Z"}""", state.OutputJson?.ToString());
        Assert.Equal(1, host.Runs["y"]);
    }

    [Fact]
    public void Only_a_waiting_step_can_be_specified()
    {
        WorkflowNode[] nodes = [Flow.Step("a"), Flow.Ask("ask")];
        var before = Start(nodes);

        var refused = Assert.Throws<InvalidRunOptionException>(
            () => new WorkflowRunner(Flow.Of(nodes), _store, _host, new RunnerOptions { ResumeSteps = ["a"] }).Resume());

        Assert.Equal("Step 'a' of run 'r' is not waiting for an answer. Waiting steps: 'ask'.", refused.Message);
        Assert.Same(before, _store.State);
    }

    [Fact]
    public void Resume_data_survives_a_process_that_ends_before_the_step()
    {
        var states = new List<RunState>();
        WorkflowNode[] nodes = [Flow.Ask("ask"), Flow.Step("b")];
        Start(nodes);
        using (_store.Subscribe((_, after) => states.Add(after)))
            new WorkflowRunner(Flow.Of(nodes), _store, _host).Resume(JsonValue.From("yes"));

        // At the resume itself, and while the step runs.
        foreach (var killed in states.Take(2))
        {
            var state = new WorkflowRunner(Flow.Of(nodes), Flow.Revived(killed), _host).Resume();
            Assert.Equal(RunStatus.Completed, state.Status);
            Assert.Equal(JsonValue.From("yes"), state.StepResults["ask"].OutputJson);
        }
    }

    [Fact]
    public void Killed_run_with_a_waiting_arm_keeps_waiting_without_data()
    {
        WorkflowNode[] nodes = [new ParallelNode("p", [Flow.Ask("ask"), Flow.Step("b")])];
        RunState? killed = null;
        using (_store.Subscribe((_, after) => killed ??= after.StepResults.ContainsKey("b") ? after : null)) Start(nodes);

        var store = Flow.Revived(killed!);
        var state = new WorkflowRunner(Flow.Of(nodes), store, _host).Resume();
        Assert.Equal(RunStatus.Suspended, state.Status);
        Assert.Equal(1, _host.Runs["ask"]);
        Assert.Equal(StepStatus.Completed, state.StepResults["b"].Status);

        Assert.Equal(RunStatus.Completed, new WorkflowRunner(Flow.Of(nodes), store, _host).Resume(JsonValue.True).Status);
    }

    [Fact]
    public void Waiting_iteration_stops_a_sequential_foreach()
    {
        WorkflowNode[] nodes =
        [
            new ForEachNode("f", new StepCode("items", (Func<StepCall, IReadOnlyList<JsonValue>>)(_ => Flow.Numbers(3))), Flow.Ask("ask").Code),
        ];
        var state = Start(nodes);
        Assert.Equal(["f[0]"], state.SuspendedPaths.Keys);

        for (var i = 0; i < 3; i++) state = new WorkflowRunner(Flow.Of(nodes), _store, _host).Resume(JsonValue.From(i));

        Assert.Equal("[0,1,2]", state.OutputJson?.ToString());
    }

    private RunState Start(params WorkflowNode[] nodes) => new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();
}
