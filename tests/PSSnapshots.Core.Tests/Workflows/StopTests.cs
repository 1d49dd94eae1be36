using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

public sealed class StopTests : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeHost _host = new();
    private readonly RunStore _store = new(RunState.Create("w", "r"));

    public void Dispose() => _stop.Dispose();

    [Fact]
    public void Stop_between_steps_suspends_the_run_before_the_next_step()
    {
        WorkflowNode[] nodes = [Stopping("a"), Flow.Step("b", _ => JsonValue.From("b"))];

        var state = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start(_stop.Token);

        Assert.Equal(RunStatus.Suspended, state.Status);
        Assert.Equal(["a"], state.StepResults.Keys);
        Assert.Equal("The run was stopped.", state.Events[^1].MetadataJson?.GetMember("suspendReason")?.GetString());

        state = new WorkflowRunner(Flow.Of(nodes), Flow.Revived(state), _host).Resume();
        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(1, _host.Runs["a"]);
    }

    [Fact]
    public void Interrupted_step_is_reverted_and_runs_again()
    {
        var runs = 0;
        WorkflowNode[] nodes = [Flow.Step("a"), Flow.Raw("b", (_, cancellation) =>
        {
            if (runs++ > 0) return new StepOutcome(JsonValue.True);
            _stop.Cancel();
            cancellation.ThrowIfCancellationRequested();
            throw new InvalidOperationException("It was not told.");
        })];

        var state = new WorkflowRunner(Flow.Of(nodes), _store, _host).Start(_stop.Token);

        Assert.Equal(RunStatus.Suspended, state.Status);
        Assert.Equal(["a"], state.StepResults.Keys);
        Assert.Equal("Step b was stopped before its end; a resume runs it again", state.Logs[^2].Description);
        Assert.Equal(RunStatus.Completed, new WorkflowRunner(Flow.Of(nodes), _store, _host).Resume().Status);
    }

    [Fact]
    public void A_resumed_step_that_is_stopped_keeps_what_it_was_resumed_with()
    {
        WorkflowNode[] nodes = [Flow.Raw("ask", (call, cancellation) =>
        {
            if (!call.IsResumed) return new StepOutcome(null, null, IsSuspended: true);
            cancellation.ThrowIfCancellationRequested();
            return new StepOutcome(call.ResumeData);
        })];
        new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();
        WorkflowNode[] stopping = [new StepNode("ask", new StepCode("ask", (StepCall _, CancellationToken cancellation) =>
        {
            _stop.Cancel();
            cancellation.ThrowIfCancellationRequested();
            return default(StepOutcome);
        }))];

        var state = new WorkflowRunner(Flow.Of(stopping), _store, _host).Resume(JsonValue.From("yes"), _stop.Token);
        Assert.Equal(StepStatus.Suspended, state.StepResults["ask"].Status);
        Assert.Equal(["ask"], state.SuspendedPaths.Keys);

        state = new WorkflowRunner(Flow.Of(nodes), Flow.Revived(state), _host).Resume();
        Assert.Equal(JsonValue.From("yes"), state.OutputJson);
    }

    [Fact]
    public void A_run_that_is_stopped_before_its_begin_can_be_resumed()
    {
        _stop.Cancel();
        WorkflowNode[] nodes = [Flow.Step("a")];

        Assert.Equal(RunStatus.Suspended, new WorkflowRunner(Flow.Of(nodes), _store, _host).Start(_stop.Token).Status);
        Assert.Empty(_host.Runs);
        Assert.Equal(RunStatus.Completed, new WorkflowRunner(Flow.Of(nodes), _store, _host).Resume().Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stop_prevents_further_items_of_a_parallel_foreach(bool isConcurrent)
    {
        WorkflowNode[] nodes =
        [
            Flow.ForEach("f", _ => Flow.Numbers(20), call =>
            {
                if (call.Iteration == 0) _stop.Cancel();
                return call.Input;
            }, throttle: 2),
        ];
        var host = new FakeHost(isConcurrent);

        var state = new WorkflowRunner(Flow.Of(nodes), _store, host).Start(_stop.Token);
        Assert.Equal(RunStatus.Suspended, state.Status);

        state = new WorkflowRunner(Flow.Of(nodes), Flow.Revived(state), host).Resume();
        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.All(host.Runs, run => Assert.Equal(1, run.Value));
        Assert.Equal(20, host.Runs.Count);
    }

    private StepNode Stopping(string id) => Flow.Step(id, call =>
    {
        _stop.Cancel();
        return call.Input;
    });
}
