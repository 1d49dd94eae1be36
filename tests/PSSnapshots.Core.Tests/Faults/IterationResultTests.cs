using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "26")]
public class IterationResultTests
{
    [Fact]
    public void ForEach_over_three_items_has_three_iteration_results()
    {
        var state = Run(Flow.ForEach("f", _ => Flow.Numbers(3), call => call.Input));

        Assert.Equal(["0", "1", "2"], Enumerable.Range(0, 3).Select(i => state.StepResults[$"f[{i}]"].OutputJson?.ToString()));
    }

    [Theory]
    [InlineData(LoopKind.DoWhile)]
    [InlineData(LoopKind.DoUntil)]
    public void Loop_with_three_iterations_has_three_iteration_results(LoopKind kind)
    {
        var state = Run(Flow.Loop("l", kind, call => (call.Iteration == 2) == (kind == LoopKind.DoUntil), call => Flow.Plus(call.Input, 1)));

        Assert.Equal(["1", "2", "3"], Enumerable.Range(0, 3).Select(i => state.StepResults[$"l[{i}]"].OutputJson?.ToString()));
    }

    private static RunState Run(WorkflowNode node) =>
        Flow.Revived(new WorkflowRunner(Flow.Of(node), new RunStore(RunState.Create("w", "r")), new FakeHost()).Start()).State;
}
