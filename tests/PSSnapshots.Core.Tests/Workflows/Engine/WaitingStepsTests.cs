using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Core.Tests.Workflows.Engine;

/// <summary>The waiting steps that a resume answers.</summary>
public sealed class WaitingStepsTests
{
    private static readonly WorkflowDefinition One = Flow.Of(Flow.Ask("ask", JsonValue.From("Go on?")));

    private static readonly WorkflowDefinition Two = Flow.Of(new ParallelNode("p", [Flow.Ask("X", JsonValue.From("X?")), new NestedNode("n", [Flow.Ask("y")])]));

    private static readonly RunnerOptions None = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_waiting_step_is_answered_with_or_without_data(bool hasData) => Assert.Equal(["ask"], Choose(One, None, hasData));

    [Fact]
    public void Several_waiting_steps_are_answered_by_name_or_together()
    {
        Assert.Equal(["X"], Choose(Two, None with { ResumeSteps = ["x"] }));
        Assert.Equal(["n.y"], Choose(Two, None with { ResumeSteps = ["n"] }));
        Assert.Equal(["n.y", "X"], Choose(Two, None with { ResumeSteps = ["n.y", "X", "N.Y"] }));
        Assert.Equal(["X", "n.y"], Choose(Two, None with { ResumeAll = true }).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Several_waiting_steps_without_a_name_are_an_error_that_lists_their_questions()
    {
        var failure = Assert.Throws<StepsWaitingException>(() => Choose(Two, None));

        Assert.Contains("'X' (X?)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'n.y'", failure.Message, StringComparison.Ordinal);
        Assert.Throws<StepsWaitingException>(() => Choose(Two, None with { ResumeSteps = ["p"] }));
    }

    [Fact]
    public void A_step_that_does_not_wait_is_an_error_that_names_those_that_do() =>
        Assert.Contains("Waiting steps: 'ask' (Go on?)", Assert.Throws<InvalidRunOptionException>(() => Choose(One, None with { ResumeSteps = ["b"] })).Message, StringComparison.Ordinal);

    [Fact]
    public void No_step_is_answered_without_data_if_other_steps_can_run() => Assert.Empty(Choose(Two, None, hasData: false, state => state with { StepResults = state.StepResults.Without("n.y") }));

    [Fact]
    public void No_step_is_answered_without_data_if_the_inbox_has_answers_or_LeaveWaiting_is_set()
    {
        var state = Run(Two);

        Assert.Empty(WaitingSteps.Choose(Two.Plan, state, None, hasData: false, hasMessages: true));
        Assert.Empty(WaitingSteps.Choose(Two.Plan, state, None with { LeaveWaiting = true }, hasData: false, hasMessages: false));
    }

    [Fact]
    public void An_answered_step_that_was_stopped_before_it_used_its_answer_gets_the_new_one() => Assert.Equal(["ask"], Choose(One, None, hasData: true, state => state.WithBareResult(
        new StepResult("ask", StepStatus.Suspended, suspendedPath: state.StepResults["ask"].SuspendedPath) { ResumeDataJson = JsonValue.From("old") })));

    private static IReadOnlyCollection<string> Choose(WorkflowDefinition definition, RunnerOptions options, bool hasData = true, Func<RunState, RunState>? change = null)
    {
        var state = Run(definition);
        return WaitingSteps.Choose(definition.Plan, change is null ? state : change(state), options, hasData, hasMessages: false);
    }

    private static RunState Run(WorkflowDefinition definition) => new WorkflowRunner(definition, new RunStore(RunState.Create("w", "r")), new FakeHost()).Start();
}
