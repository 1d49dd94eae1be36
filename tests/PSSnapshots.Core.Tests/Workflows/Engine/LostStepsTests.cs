using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Storage;
using PSSnapshots.Workflows;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Core.Tests.Workflows.Engine;

/// <summary>The steps that run again from a checkpoint that is not the newest.</summary>
public sealed class LostStepsTests : IDisposable
{
    private static readonly WorkflowDefinition Definition = Flow.Of(Flow.Step("a"), Flow.Step("b"), Flow.Step("c"), Flow.Ask("ask"), Flow.Step("d"));

    private readonly MemorySnapshotStore _store = new();

    public LostStepsTests() => new WorkflowRunner(Definition, new RunStore(RunState.Create("w", "r")), new FakeHost(), new RunnerOptions { Checkpoints = _store }).Start();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(0, "a b c ask")]
    [InlineData(1, "b c ask")]
    [InlineData(3, "ask")]
    [InlineData(4, "")]
    public void Lost_steps_are_completed_or_waiting_in_the_index_but_not_in_the_checkpoint(int place, string expected) =>
        Assert.Equal(expected, string.Join(' ', After(place, Definition)));

    [Fact]
    public void All_begun_steps_are_lost_when_the_run_starts_over() =>
        Assert.Equal(["a", "ask", "b", "c"], LostSteps.Of(_store, null, RunState.Create("w", "r"), Definition).Order(StringComparer.Ordinal));

    [Fact]
    public void Lost_steps_without_a_definition_are_those_known_to_have_begun()
    {
        Assert.Equal(["ask"], After(0, null));
        using (var lease = _store.Acquire("r")) _store.BeginAttempt(lease, "d", 1, flush: false);
        Assert.Contains("d", After(4, null));
    }

    private IReadOnlyList<string> After(int place, WorkflowDefinition? definition)
    {
        var older = _store.List("r")[place];
        return LostSteps.Of(_store, older, _store.Read(older).State, definition);
    }
}
