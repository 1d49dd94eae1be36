using PSSnapshots.Conformance;
using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Storage;
using PSSnapshots.Values;
using PSSnapshots.Workflows;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Core.Tests.Workflows.Engine;

/// <summary>Merges the attempts of processes that died into the saved state.</summary>
public sealed class RecoveryTests
{
    private static readonly WorkflowDefinition Definition = Flow.Of(Flow.Step("a"), Flow.Step("b", options: new StepOptions(Retry: new RetryPolicy(3))));

    private static readonly RunState Started = RunState.Create("w", "r").WithStatus(RunStatus.Running, default);

    [Fact]
    public void An_attempt_that_the_state_does_not_have_makes_the_step_running_with_what_counts_from_it_on()
    {
        var merged = Merge(Started, Attempt("a", 1), Attempt("a", 2)).StepResults["a"];

        Assert.Equal((StepStatus.Running, 2), (merged.Status, merged.Attempts));
        Assert.Equal(JsonValue.From(0), merged.PlanJson);
    }

    [Fact]
    public void Attempts_that_the_state_has_of_completed_steps_and_of_steps_that_the_definition_lacks_change_nothing()
    {
        var state = Started
            .WithBareResult(new StepResult("a", StepStatus.Completed, attempts: 1))
            .WithBareResult(new StepResult("b", StepStatus.Failed, attempts: 2));

        Assert.Same(state, Merge(state, Attempt("a", 2), Attempt("b", 2), Attempt("gone", 1)));
    }

    [Fact]
    public void An_answered_step_continues_in_the_attempt_that_it_suspended_itself_in()
    {
        var waiting = new StepResult("a", StepStatus.Suspended, JsonValue.From("Go on?"), suspendedPath: StepPath.Empty, attempts: 1);
        var answered = new StepResult("a", StepStatus.Suspended, JsonValue.From("Go on?"), suspendedPath: StepPath.Empty, attempts: 1) { ResumeDataJson = JsonValue.From("yes") };

        Assert.Equal(StepStatus.Suspended, Merge(Started.WithBareResult(waiting), Attempt("a", 1)).StepResults["a"].Status);
        var merged = Merge(Started.WithBareResult(answered), Attempt("a", 1)).StepResults["a"];
        Assert.Equal((StepStatus.Running, JsonValue.From("yes"), JsonValue.From("Go on?")), (merged.Status, merged.ResumeDataJson, merged.OutputJson));
    }

    [Fact]
    public void After_progress_only_the_last_death_of_a_step_without_attempts_of_its_own_counts()
    {
        var progressed = Started.WithStep(new StepResult("c", StepStatus.Completed), null, default);
        var resumed = progressed.WithStatus(RunStatus.Resumed, default);

        Assert.Equal(JsonValue.From(2), Merge(progressed, Attempt("a", 1), Attempt("a", 2), Attempt("a", 3)).StepResults["a"].PlanJson);
        Assert.Equal(JsonValue.From(0), Merge(progressed, Attempt("b", 1), Attempt("b", 2)).StepResults["b"].PlanJson);
        Assert.Equal(JsonValue.From(0), Merge(resumed, Attempt("a", 1), Attempt("a", 2)).StepResults["a"].PlanJson);
    }

    [Fact]
    public void Attempts_are_those_since_the_checkpoint_and_of_its_start()
    {
        var clock = new ManualClock();
        using var store = new MemorySnapshotStore(clock);
        var manager = new SnapshotManager(timeProvider: clock);
        using (var lease = store.Acquire("r"))
        {
            store.Save(manager.Create(Started), lease);
            store.BeginAttempt(lease, "a", 1, flush: false);
        }
        using var second = store.Acquire("r");
        var captured = manager.Create(Started);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        // It begins while the checkpoint is being saved.
        store.BeginAttempt(second, "a", 2, flush: false);
        var kept = store.Save(captured, second);
        store.BeginAttempt(second, "b", 1, flush: false);

        Assert.Equal(["a 2", "b 1"], Recovery.AttemptsSince(store, "r", kept).Select(attempt => $"{attempt.StepId} {attempt.Number}"));
    }

    private static RunState Merge(RunState state, params StepAttempt[] attempts) => Recovery.Merge(Definition, attempts, state);

    private static StepAttempt Attempt(string stepId, int number) => new(stepId, number, 1, default, 1);
}
