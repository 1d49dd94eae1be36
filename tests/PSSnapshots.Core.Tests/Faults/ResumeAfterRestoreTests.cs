using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "27")]
public class ResumeAfterRestoreTests
{
    [Fact]
    public void Resume_skips_completed_steps_and_passes_the_last_output_to_the_next_step()
    {
        RunState? midRun = null;
        var store = new RunStore(RunState.Create("w", "r"));
        using (store.Subscribe((_, after) => midRun ??= after.StepResults.Counts.Completed == 2 ? after : null))
            new WorkflowRunner(Definition(_ => null), store, new FakeHost()).Start();
        JsonValue? got = null;
        var host = new FakeHost();

        var state = new WorkflowRunner(Definition(call => got = call.Input), Flow.Revived(midRun!), host).Resume();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(["c"], host.Order);
        Assert.Equal(JsonValue.From("b"), got);
    }

    private static WorkflowDefinition Definition(Func<StepCall, JsonValue?> last) =>
        Flow.Of(Flow.Step("a", _ => JsonValue.From("a")), Flow.Step("b", _ => JsonValue.From("b")), Flow.Step("c", last));
}
