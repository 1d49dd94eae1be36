using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

public sealed class RetryTests
{
    private readonly FakeHost _host = new();
    private readonly RunStore _store = new(RunState.Create("w", "r"));

    [Fact]
    public void A_step_that_fails_is_tried_again_and_its_attempts_are_in_the_snapshot()
    {
        var failures = 2;
        var state = Run(Flow.Fail("a", () => failures-- > 0, new StepOptions(new RetryPolicy(3))));

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(3, _host.Runs["a"]);
        Assert.Equal(3, state.StepResults["a"].Attempts);
        Assert.Equal(3, Flow.Revived(state).State.StepResults["a"].Attempts);
        var failed = state.Logs.Where(log => log.Description.Contains("failed", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            ["Step a failed at attempt 1 of 3: disk full", "Step a failed at attempt 2 of 3: disk full"], failed.Select(log => log.Description));
        Assert.Equal("System.IO.IOException", failed[1].MetadataJson?.GetMember("error")?.GetMember("name")?.GetString());
        Assert.Equal(JsonValue.From(2), failed[1].MetadataJson?.GetMember("attempt"));
    }

    [Fact]
    public void A_step_knows_which_attempt_it_is()
    {
        var seen = new List<int>();
        Run(Flow.Step("a", call =>
        {
            seen.Add(call.Attempt);
            throw new IOException("no");
        }, new StepOptions(new RetryPolicy(3))));

        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public void Run_fails_with_the_last_error_when_no_attempt_is_left()
    {
        var count = 0;
        var state = Run(
            Flow.Step("a", _ => throw new IOException($"no {++count}"), new StepOptions(new RetryPolicy(2))),
            Flow.Step("b"));

        Assert.Equal(RunStatus.Failed, state.Status);
        Assert.Equal("no 2", state.Error?.Message);
        Assert.Equal("System.IO.IOException", state.StepResults["a"].Error?.Type);
        Assert.Contains("RetryTests", state.StepResults["a"].Error?.StackTrace, StringComparison.Ordinal);
        Assert.Equal(2, state.StepResults["a"].Attempts);
        Assert.False(state.StepResults.ContainsKey("b"));
    }

    [Fact]
    public void Workflow_retry_policy_applies_to_steps_without_a_policy()
    {
        var definition = new WorkflowDefinition(
            [Flow.Fail("own", () => true, new StepOptions(new RetryPolicy(1)))],
            new RetryPolicy(4));
        new WorkflowRunner(definition, _store, _host).Start();
        Assert.Equal(1, _host.Runs["own"]);

        var other = new FakeHost();
        new WorkflowRunner(new WorkflowDefinition([Flow.Fail("a", () => true)], new RetryPolicy(4)), new RunStore(RunState.Create("w", "s")), other).Start();
        Assert.Equal(4, other.Runs["a"]);
    }

    [Fact]
    public void Waits_grow_by_the_backoff_up_to_the_maximum_delay()
    {
        Run(Flow.Fail("a", () => true, new StepOptions(new RetryPolicy(5, TimeSpan.FromSeconds(1), 3, MaxDelay: TimeSpan.FromSeconds(10)))));

        Assert.Equal([1, 3, 9, 10], _host.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public void Jitter_changes_a_wait_by_at_most_its_fraction()
    {
        Run(Flow.Fail("a", () => true, new StepOptions(new RetryPolicy(50, TimeSpan.FromSeconds(10), Jitter: 0.2))));

        Assert.All(_host.Waits, wait => Assert.InRange(wait.TotalSeconds, 8, 12));
        Assert.True(_host.Waits.Distinct().Count() > 10);
    }

    [Fact]
    public void Timed_out_step_is_retried()
    {
        var limits = new List<TimeSpan?>();
        var state = Run(Flow.Step("a", call =>
        {
            limits.Add(call.Timeout);
            return call.Attempt == 1 ? throw new TimeoutException("It took more than 5 s.") : JsonValue.True;
        }, new StepOptions(new RetryPolicy(2), TimeSpan.FromSeconds(5))));

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)], limits);
    }

    [Fact]
    public void Suspension_is_not_a_failure()
    {
        var state = Run(new StepNode("ask", Flow.Ask("ask").Code, new StepOptions(new RetryPolicy(3))));

        Assert.Equal(RunStatus.Suspended, state.Status);
        Assert.Equal(1, _host.Runs["ask"]);
    }

    [Fact]
    public void Cancellation_by_the_step_itself_is_a_failure_and_is_retried()
    {
        var state = Run(Flow.Step("a", _ => throw new OperationCanceledException("own"), new StepOptions(new RetryPolicy(2))));

        Assert.Equal(RunStatus.Failed, state.Status);
        Assert.Equal(2, _host.Runs["a"]);
    }

    [Fact]
    public void Stop_during_a_retry_wait_ends_it_and_reverts_the_step()
    {
        using var stop = new CancellationTokenSource();
        var definition = Flow.Of(Flow.Step("a", _ =>
        {
            stop.Cancel();
            throw new IOException("no");
        }, new StepOptions(new RetryPolicy(5, TimeSpan.FromHours(1)))));

        var state = new WorkflowRunner(definition, _store, _host).Start(stop.Token);

        Assert.Equal(RunStatus.Suspended, state.Status);
        Assert.Equal(1, _host.Runs["a"]);
        Assert.False(state.StepResults.ContainsKey("a"));
    }

    [Fact]
    public void Iterations_are_retried_separately()
    {
        var failed = new HashSet<string>();
        var state = Run(Flow.ForEach(
            "f", _ => Flow.Numbers(3), call => failed.Add(call.StepId) ? throw new IOException("no") : call.Input, options: new StepOptions(new RetryPolicy(2))));

        Assert.Equal("[0,1,2]", state.OutputJson?.ToString());
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(2, state.StepResults[$"f[{i}]"].Attempts));
    }

    private RunState Run(params WorkflowNode[] nodes) => new WorkflowRunner(Flow.Of(nodes), _store, _host).Start();
}
