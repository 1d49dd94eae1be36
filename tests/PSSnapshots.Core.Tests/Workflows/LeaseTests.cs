using PSSnapshots.Conformance;
using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Storage;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

/// <summary>What a run does with its lease, the attempts that it records, and the messages that others send it.</summary>
public sealed class LeaseTests : IDisposable
{
    private static readonly LeaseOptions NotRenewed = new() { RenewsItself = false };

    private readonly ManualClock _clock = new();
    private readonly BreakableStore _checkpoints;
    private readonly FakeHost _host = new();
    private readonly RunStore _store = new(RunState.Create("w", "r"));
    private readonly List<string> _acknowledged = [];

    public LeaseTests() => _checkpoints = new BreakableStore(_clock);

    public void Dispose() => _checkpoints.Dispose();

    [Theory]
    [InlineData(CheckpointFailureAction.Stop)]
    [InlineData(CheckpointFailureAction.Continue)]
    public void A_run_that_was_taken_over_stops_with_an_error_and_acknowledges_nothing_more(CheckpointFailureAction action)
    {
        RunLease? other = null;
        var runner = Runner(action, Flow.Step("a"), Flow.Step("b", _ => TakeOver(out other)), Flow.Step("c"));

        var failure = Assert.Throws<LeaseLostException>(() => runner.Start());

        Assert.Equal("r", failure.RunId);
        Assert.Equal(["a"], _acknowledged);
        Assert.Equal(["a", "b"], _host.Order);
        Assert.Equal(1, _checkpoints.Latest("r").CompletedStepCount);
        Assert.All(_checkpoints.List("r"), stored => Assert.Equal(failure.Epoch, stored.Epoch));
        Assert.Equal(RunStatus.Suspended, _store.State.Status);
        Assert.False(other!.IsLost);
        Assert.Throws<RunLockedException>(() => _checkpoints.Acquire("r"));
        other.Dispose();
    }

    [Fact]
    public void Running_step_is_canceled_when_the_lease_is_lost()
    {
        var runner = Runner(CheckpointFailureAction.Stop, Flow.Raw("a", (_, cancellation) =>
        {
            _clock.Advance(NotRenewed.Duration);
            cancellation.ThrowIfCancellationRequested();
            return new StepOutcome(null);
        }));

        Assert.Throws<LeaseLostException>(() => runner.Start());

        Assert.Empty(_acknowledged);
        Assert.Equal(0, _checkpoints.Latest("r").CompletedStepCount);
    }

    [Fact]
    public void A_run_that_lost_its_lease_can_be_resumed_from_its_newest_checkpoint()
    {
        RunLease? other = null;
        Assert.Throws<LeaseLostException>(() => Runner(CheckpointFailureAction.Stop, Flow.Step("a"), Flow.Step("b", _ => TakeOver(out other)), Flow.Step("c")).Start());
        other!.Dispose();
        var manager = new SnapshotManager();
        var revived = manager.Restore(_checkpoints.Latest("r")).Store;

        var state = new WorkflowRunner(Flow.Of(Flow.Step("a"), Flow.Step("b"), Flow.Step("c")), revived, _host, new RunnerOptions { Checkpoints = _checkpoints }).Resume();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(["a", "b", "b", "c"], _host.Order);
    }

    [Fact]
    public void Each_attempt_is_recorded_before_its_code_runs()
    {
        var seen = new List<string>();
        var failures = 1;
        Runner(
            CheckpointFailureAction.Stop,
            Flow.Step("a", _ => Look()),
            Flow.Step("b", _ => failures-- > 0 ? throw new IOException("once") : Look(), new StepOptions(Retry: new RetryPolicy(2, TimeSpan.Zero))),
            Flow.Step("c", _ => Look(), new StepOptions(IsIdempotent: false))).Start();

        Assert.Equal(["a 1", "a 1, b 1, b 2", "c 1"], seen);

        JsonValue? Look()
        {
            seen.Add(string.Join(", ", _checkpoints.ListAttempts("r").Select(attempt => $"{attempt.StepId} {attempt.Number}")));
            return null;
        }
    }

    [Fact]
    public void A_step_whose_attempt_could_not_be_recorded_does_not_run()
    {
        _checkpoints.FailsAttempts = true;

        Assert.Throws<CheckpointFailedException>(() => Runner(CheckpointFailureAction.Stop, Flow.Step("a")).Start());
        Assert.Empty(_host.Order);
        _checkpoints.FailsAttempts = false;
        Assert.Equal(RunStatus.Completed, Runner(CheckpointFailureAction.Stop, Flow.Step("a")).Resume().Status);
    }

    [Fact]
    public void Stop_request_suspends_the_run_before_the_next_step()
    {
        var runner = Runner(CheckpointFailureAction.Stop, Flow.Step("a", _ =>
        {
            _checkpoints.Post("r", new RunMessage(RunMessageKind.Stop, Sender: "anna"));
            return null;
        }), Flow.Step("b"), Flow.Step("c"));

        var state = runner.Start();

        Assert.Equal(RunStatus.Suspended, state.Status);
        Assert.Equal(StepStatus.Completed, state.StepResults["a"].Status);
        Assert.DoesNotContain("c", _host.Order);
        Assert.Contains("anna", state.Events[^1].ToJson().ToString(), StringComparison.Ordinal);

        var resumed = Runner(CheckpointFailureAction.Stop, Flow.Step("a"), Flow.Step("b"), Flow.Step("c")).Resume();
        Assert.Equal(RunStatus.Completed, resumed.Status);
    }

    [Fact]
    public void Waiting_step_continues_with_the_answer_in_the_inbox()
    {
        var definition = Flow.Of(Flow.Ask("ask"), Flow.Step("after"));
        var options = new RunnerOptions { Checkpoints = _checkpoints };
        Assert.Equal(RunStatus.Suspended, new WorkflowRunner(definition, _store, _host, options).Start().Status);
        _checkpoints.Post("r", new RunMessage(RunMessageKind.Answer, "ask", JsonValue.From("yes"), "anna"));
        _checkpoints.Post("r", new RunMessage(RunMessageKind.Answer, "other", JsonValue.From("no"), "ben"));

        var state = new WorkflowRunner(definition, _store, _host, options).Resume();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal("yes", state.StepResults["ask"].Output);
        Assert.Contains(state.Logs, log => log.Description == "Step ask was answered by anna");
        Assert.Contains(state.Logs, log => log.Description == "An answer by ben was not used: step 'other' is not waiting");
        using var lease = _checkpoints.Acquire("r");
        Assert.Empty(_checkpoints.ReadInbox(lease));
    }

    [Fact]
    public void A_newest_checkpoint_that_is_damaged_stops_a_resume_unless_it_is_forced()
    {
        using var folder = new Core.Tests.Support.TemporaryFolder();
        using (var store = new DirectorySnapshotStore(folder.Path))
        {
            var options = new RunnerOptions { Checkpoints = store };
            new WorkflowRunner(Flow.Of(Flow.Step("a"), Flow.Ask("b")), _store, _host, options).Start();
        }
        var journal = Path.Combine(folder.Path, "r.00000001.journal");
        var bytes = File.ReadAllBytes(journal);
        bytes[^10] ^= 1;
        File.WriteAllBytes(journal, bytes);
        using var again = new DirectorySnapshotStore(folder.Path);
        var run = new SnapshotManager().Restore(again.Read(again.GetLatest("r")!)).Store;
        var definition = Flow.Of(Flow.Step("a"), Flow.Ask("b"));

        var failure = Assert.Throws<DamagedCheckpointException>(() => new WorkflowRunner(definition, run, _host, new RunnerOptions { Checkpoints = again }).Resume());
        Assert.Equal((journal, 4), (failure.Problem.Location, failure.Problem.Sequence));
        Assert.Equal(RunStatus.Suspended, new WorkflowRunner(definition, run, _host, new RunnerOptions { Checkpoints = again, Force = true }).Resume().Status);
    }

    private JsonValue? TakeOver(out RunLease? other)
    {
        _clock.Advance(NotRenewed.Duration);
        other = _checkpoints.Acquire("r", NotRenewed);
        return null;
    }

    private WorkflowRunner Runner(CheckpointFailureAction action, params WorkflowNode[] nodes) => new(Flow.Of(nodes), _store, _host, new RunnerOptions
    {
        Checkpoints = _checkpoints,
        OnCheckpointFailure = action,
        Lease = NotRenewed,
        Acknowledged = _acknowledged.Add,
    });
}
