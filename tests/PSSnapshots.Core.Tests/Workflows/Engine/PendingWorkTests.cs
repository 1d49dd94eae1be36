using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Core.Tests.Workflows.Engine;

/// <summary>Whether a run can do anything before a waiting step is answered.</summary>
public sealed class PendingWorkTests
{
    [Fact]
    public void Run_whose_next_step_waits_has_no_pending_work() => Assert.False(Exists([Flow.Step("a"), Flow.Ask("ask"), Flow.Step("b")]));

    [Fact]
    public void Run_whose_next_step_has_not_begun_has_pending_work() => Assert.True(Exists([Flow.Ask("ask"), Flow.Step("b")], "ask"));

    [Fact]
    public void Answered_step_that_has_not_run_is_pending_work()
    {
        var (definition, state) = Run([Flow.Ask("ask")]);
        var answered = new StepResult("ask", StepStatus.Suspended, suspendedPath: state.StepResults["ask"].SuspendedPath) { ResumeDataJson = JsonValue.From("yes") };

        Assert.True(PendingWork.Exists(definition.Plan, state.WithBareResult(answered)));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("b", true)]
    [InlineData("c", true)]
    public void Parallel_node_has_pending_work_unless_each_arm_waits_or_has_completed(string missing, bool expected)
    {
        WorkflowNode[] nodes = [new ParallelNode("p", [Flow.Ask("a"), Flow.Step("b"), Flow.Ask("c")])];

        Assert.Equal(expected, missing.Length == 0 ? Exists(nodes) : Exists(nodes, missing));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(2, 1, true)]
    [InlineData(2, 3, false)]
    public void Foreach_has_pending_work_if_another_item_can_begin_while_one_waits(int throttle, int begun, bool expected)
    {
        var (definition, state) = Run([ForEachAsk(throttle)]);
        for (var i = begun; i < 3; i++) state = state with { StepResults = state.StepResults.Without($"f[{i}]") };

        Assert.Equal(expected, PendingWork.Exists(definition.Plan, state));
    }

    [Fact]
    public void Container_of_completed_steps_is_pending_work_until_it_has_completed()
    {
        var (definition, state) = Run([new NestedNode("n", [Flow.Step("a")]), Flow.Ask("ask")]);
        var before = state.WithBareResult(new StepResult("n", StepStatus.Running));

        Assert.False(PendingWork.Exists(definition.Plan, state));
        Assert.True(PendingWork.Exists(definition.Plan, before));
    }

    [Fact]
    public void Container_whose_step_waits_has_no_pending_work()
    {
        Assert.False(Exists([new NestedNode("n", [Flow.Step("a"), Flow.Ask("ask")])]));
        Assert.False(Exists([new BranchNode("b", [Flow.When(_ => false, Flow.Step("a")), Flow.Otherwise(Flow.Ask("ask"))])]));
        Assert.False(Exists([new LoopNode("l", LoopKind.DoUntil, new StepCode("c", (Func<StepCall, bool>)(_ => true)), Flow.Ask("x").Code)]));
    }

    [Fact]
    public void Branch_without_a_chosen_arm_is_pending_work()
    {
        var (definition, state) = Run([new BranchNode("b", [Flow.Otherwise(Flow.Ask("ask"))])]);

        Assert.True(PendingWork.Exists(definition.Plan, state.WithBareResult(new StepResult("b", StepStatus.Running))));
    }

    private static ForEachNode ForEachAsk(int throttle) =>
        new("f", new StepCode("items", (Func<StepCall, IReadOnlyList<JsonValue>>)(_ => Flow.Numbers(3))), Flow.Ask("x").Code, throttle);

    private static bool Exists(WorkflowNode[] nodes, params string[] missing)
    {
        var (definition, state) = Run(nodes);
        foreach (var id in missing) state = state with { StepResults = state.StepResults.Without(id) };
        return PendingWork.Exists(definition.Plan, state);
    }

    private static (WorkflowDefinition Definition, RunState State) Run(WorkflowNode[] nodes)
    {
        var definition = Flow.Of(nodes);
        return (definition, new WorkflowRunner(definition, new RunStore(RunState.Create("w", "r")), new FakeHost()).Start());
    }
}
