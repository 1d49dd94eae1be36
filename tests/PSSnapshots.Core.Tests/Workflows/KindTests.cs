using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

public sealed class KindTests
{
    private readonly FakeHost _host = new();
    private readonly RunStore _store = new(RunState.Create("w", "r", JsonValue.From(1)));

    [Fact]
    public void Steps_get_the_input_of_the_run_and_then_the_output_before()
    {
        RunState state = Run(Flow.Step("a", call => Flow.Plus(call.Input, 1)), Flow.Step("b", call => Flow.Plus(call.Input, 10)));

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(JsonValue.From(2), state.StepResults["a"].OutputJson);
        Assert.Equal(JsonValue.From(12), state.OutputJson);
        Assert.Equal(StepPath.Empty, state.ExecutionPath);
    }

    [Fact]
    public void A_parallel_gives_each_arms_output_by_its_id_and_each_arm_the_same_input()
    {
        RunState state = Run(new ParallelNode("p", [Flow.Step("a", call => Flow.Plus(call.Input, 1)), Flow.Step("b", call => Flow.Plus(call.Input, 2))]));

        Assert.Equal("""{"a":2,"b":3}""", state.OutputJson?.ToString());
        Assert.Equal(StepStatus.Completed, state.StepResults["p"].Status);
    }

    [Theory]
    [InlineData(0, """["a1","a2"]""", "\"a2\"")]
    [InlineData(1, """["b"]""", "\"b\"")]
    [InlineData(2, """["c"]""", "\"c\"")]
    public void A_branch_runs_the_first_arm_whose_condition_holds(int holds, string ran, string output)
    {
        int asked = 0;
        RunState state = Run(new BranchNode("branch",
        [
            Flow.When(_ => asked++ == holds, Named("a1"), Named("a2")),
            Flow.When(_ => asked++ == holds, Named("b")),
            Flow.Otherwise(Named("c")),
        ]));

        Assert.Equal(ran, Json(_host.Order));
        Assert.Equal(output, state.OutputJson?.ToString());
        Assert.Equal(Math.Min(holds + 1, 2), asked);
    }

    [Fact]
    public void Branch_without_a_matching_arm_has_no_output()
    {
        RunState state = Run(new BranchNode("branch", [Flow.When(_ => false, Named("a"))]));

        Assert.Empty(_host.Runs);
        Assert.Null(state.StepResults["branch"].OutputJson);
        Assert.Equal(RunStatus.Completed, state.Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_foreach_keeps_each_iterations_result_and_gives_all(int throttle)
    {
        RunState state = Run(Flow.ForEach("f", _ => Flow.Numbers(3), call => Flow.Plus(call.Input, 10 * call.Iteration!.Value), throttle));

        Assert.Equal(["f", "f[0]", "f[1]", "f[2]"], state.StepResults.Keys);
        Assert.Equal("[0,11,22]", state.StepResults["f"].OutputJson?.ToString());
        Assert.Equal(JsonValue.From(22), state.StepResults["f[2]"].OutputJson);
    }

    [Fact]
    public void A_foreach_over_nothing_gives_an_empty_array()
    {
        RunState state = Run(Flow.ForEach("f", _ => [], call => call.Input));

        Assert.Equal("[]", state.OutputJson?.ToString());
    }

    [Fact]
    public void A_foreach_keeps_the_types_of_outputs()
    {
        JsonValue noted = JsonValue.From(double.NaN);
        RunState state = Run(Flow.ForEach("f", _ => Flow.Numbers(2), _ => noted));

        Assert.Equal(double.NaN, Assert.IsType<object?[]>(state.Output)[1]);
    }

    [Theory]
    [InlineData(LoopKind.DoWhile)]
    [InlineData(LoopKind.DoUntil)]
    public void A_loop_runs_at_least_once_and_as_its_condition_says(LoopKind kind)
    {
        bool isWhile = kind == LoopKind.DoWhile;
        RunState state = Run(Flow.Loop("l", kind, call => (Flow.Number(call.Output) < 4) == isWhile, call => Flow.Plus(call.Input, 1)));

        Assert.Equal(["l", "l[0]", "l[1]", "l[2]"], state.StepResults.Keys);
        Assert.Equal(JsonValue.From(4), state.OutputJson);
    }

    [Fact]
    public void Loop_beyond_its_limit_fails()
    {
        RunState state = Run(Flow.Loop("l", LoopKind.DoWhile, _ => true, call => call.Input, most: 2));

        Assert.Equal(RunStatus.Failed, state.Status);
        Assert.Equal("Loop 'l' has not come to its end after 2 iterations, the most that it may take.", state.Error?.Message);
        Assert.Equal(2, _host.Runs.Count);
    }

    [Fact]
    public void A_nested_workflows_steps_have_its_id_before_theirs()
    {
        RunState state = Run(Named("x"), new NestedNode("sub", [Named("x"), new NestedNode("deep", [Named("x")])]));

        Assert.Equal(["x", "sub", "sub.x", "sub.deep", "sub.deep.x"], state.StepResults.Keys);
        Assert.Equal("\"x\"", state.StepResults["sub"].OutputJson?.ToString());
    }

    [Fact]
    public void Code_knows_the_run_and_may_set_its_context()
    {
        RunState state = Run(
            Flow.Step("a", call =>
            {
                call.Store.SetContext("seen", JsonValue.True);
                return JsonValue.From(5);
            }),
            Flow.Step("b", call => Flow.Plus(call.Store.State.StepResults["a"].OutputJson, Flow.Number(call.Store.State.InputJson))));

        Assert.Equal(JsonValue.From(6), state.OutputJson);
        Assert.Equal(true, state.ExecutionContext["seen"]);
    }

    [Fact]
    public void ExecutionPath_is_the_position_of_the_run()
    {
        List<string> paths = [];
        StepNode Marked(string id) => Flow.Step(id, call =>
        {
            paths.Add($"{call.StepId} {call.Store.State.ExecutionPath}");
            return null;
        });
        Run(
            Marked("a"),
            new ParallelNode("p", [Marked("p0"), new NestedNode("n", [Marked("x"), Marked("y")])]),
            new BranchNode("b", [Flow.When(_ => false, Marked("no")), Flow.Otherwise(Marked("b0"), Marked("b1"))]),
            new ForEachNode("f", new StepCode("i", (Func<StepCall, IReadOnlyList<JsonValue>>)(_ => Flow.Numbers(2))), Marked("f").Code));

        Assert.Equal(["a 0", "p0 1/0", "n.x 1/1/0", "n.y 1/1/1", "b0 2/1/0", "b1 2/1/1", "f[0] 3/0", "f[1] 3/1"], paths);
    }

    [Fact]
    public void Each_step_begins_and_ends_as_one_change_with_its_log_and_event()
    {
        using Recorder recorder = new(_store);
        Run(Named("a"));

        Assert.Equal(4, recorder.Changes.Count);
        Assert.Equal(
            ["Workflow started", "Step a running", "Step a completed", "Workflow completed"],
            _store.State.Events.Select(entry => entry.Description));
        Assert.Equal(
            ["Run status changed to RUNNING", "Step a running", "Step a completed", "Run status changed to COMPLETED"],
            _store.State.Logs.Select(entry => entry.Description));
        Assert.Equal(
            """{"stepStatus":"completed","stepResult":{"status":"completed"},"stepId":"a","workflowState":{"status":"RUNNING"}}""",
            _store.State.Events[2].PayloadJson.ToString());
    }

    private RunState Run(params WorkflowNode[] nodes) => new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();

    private static StepNode Named(string id) => Flow.Step(id, _ => JsonValue.From(id));

    private static string Json(IEnumerable<string> ids) => $"[{string.Join(',', ids.Select(id => $"\"{id}\""))}]";
}
