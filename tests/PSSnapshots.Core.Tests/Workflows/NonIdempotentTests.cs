using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

public sealed class NonIdempotentTests
{
    private static readonly StepOptions Once = new(IsIdempotent: false);

    private readonly FakeHost _host = new();

    [Fact]
    public void Resume_is_refused_when_a_non_idempotent_step_was_running()
    {
        var store = Killed();
        var before = store.State;

        var refused = Assert.Throws<NonIdempotentStepException>(() => Runner(store).Resume());

        Assert.Equal(["pay"], refused.StepIds);
        Assert.Equal(
            "Step 'pay' of run 'r' is marked as not idempotent and has begun before, so that it may have partially completed. Find out what it did. Then use Resume-WorkflowRun with -Force to run it again, or with -SkipStep 'pay' to continue after it.",
            refused.Message);
        Assert.Same(before, store.State);
        Assert.Empty(_host.Runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Confirmation_callback_decides_whether_the_step_runs_again(bool mayRun)
    {
        var store = Killed();
        var asked = new List<string>();
        var runner = Runner(store, new RunnerOptions
        {
            MayRunAgain = id =>
            {
                asked.Add(id);
                return mayRun;
            },
        });

        if (mayRun) Assert.Equal(2, runner.Resume().StepResults["pay"].Attempts);
        else Assert.Throws<NonIdempotentStepException>(() => runner.Resume());

        Assert.Equal(["pay"], asked);
    }

    [Fact]
    public void Force_runs_the_step_again() => Assert.Equal(JsonValue.From("paid"), Runner(Killed(), new RunnerOptions { Force = true }).Resume().OutputJson);

    [Fact]
    public void Skipped_step_counts_as_completed_without_output()
    {
        var state = Runner(Killed(), new RunnerOptions { SkipSteps = new HashSet<string> { "pay" } }).Resume();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Null(state.StepResults["pay"].OutputJson);
        Assert.Equal(["after"], _host.Order);
    }

    [Fact]
    public void Failed_non_idempotent_step_does_not_run_again_without_consent()
    {
        var isBroken = true;
        var definition = Flow.Of(Flow.Fail("pay", () => isBroken, Once));
        var store = new RunStore(RunState.Create("w", "r"));
        new WorkflowRunner(definition, store, _host).Start();
        isBroken = false;

        Assert.Equal(["pay"], Assert.Throws<NonIdempotentStepException>(() => new WorkflowRunner(definition, store, _host).Resume()).StepIds);
        Assert.Equal(1, _host.Runs["pay"]);
        Assert.Equal(RunStatus.Completed, new WorkflowRunner(definition, store, _host, new RunnerOptions { Force = true }).Resume().Status);
    }

    [Theory]
    [InlineData(CheckpointFailureAction.Stop)]
    [InlineData(CheckpointFailureAction.Continue)]
    public void One_whose_beginning_cannot_be_saved_does_not_run_whatever_is_to_happen_when_a_checkpoint_fails(CheckpointFailureAction action)
    {
        using var checkpoints = new BreakableStore();
        checkpoints.Saving = snapshot => checkpoints.IsBroken = snapshot.StepResults.ContainsKey("pay");
        var options = new RunnerOptions { Checkpoints = checkpoints, OnCheckpointFailure = action };

        Assert.Throws<CheckpointFailedException>(() => Runner(new RunStore(RunState.Create("w", "r")), options).Start());
        Assert.Empty(_host.Runs);
    }

    [Fact]
    public void Step_whose_end_was_not_saved_does_not_run_again_from_the_store()
    {
        using var checkpoints = new BreakableStore();
        checkpoints.Saving = snapshot => checkpoints.IsBroken = snapshot.StepResults.TryGetValue("pay", out var pay) && pay.Status == StepStatus.Completed;
        var options = new RunnerOptions { Checkpoints = checkpoints, OnCheckpointFailure = CheckpointFailureAction.Continue };
        Runner(new RunStore(RunState.Create("w", "r")), options).Start();
        var revived = new SnapshotManager().Restore(checkpoints.Latest("r")).Store;

        Assert.Equal(["pay"], Assert.Throws<NonIdempotentStepException>(() => Runner(revived, options).Resume()).StepIds);
        Assert.Equal(1, _host.Runs["pay"]);
    }

    [Fact]
    public void Confirmation_is_requested_only_for_running_iterations_of_a_foreach()
    {
        var definition = Flow.Of(new NestedNode("n", [Flow.ForEach("f", _ => Flow.Numbers(3), call => call.Input, options: Once)]));
        var store = StateWhen(definition, state => state.StepResults.ContainsKey("n.f[1]"));

        var refused = Assert.Throws<NonIdempotentStepException>(() => new WorkflowRunner(definition, store, _host).Resume());

        Assert.Equal(["n.f[1]"], refused.StepIds);
    }

    private static WorkflowDefinition Definition() => Flow.Of(
        Flow.Step("pay", _ => JsonValue.From("paid"), Once),
        Flow.Step("after"));

    /// <summary>A run whose process ended while it paid.</summary>
    private static RunStore Killed() => StateWhen(Definition(), state => state.StepResults.ContainsKey("pay"));

    private static RunStore StateWhen(WorkflowDefinition definition, Func<RunState, bool> isIt)
    {
        RunState? found = null;
        var store = new RunStore(RunState.Create("w", "r"));
        using var subscription = store.Subscribe((_, after) => found ??= isIt(after) ? after : null);
        new WorkflowRunner(definition, store, new FakeHost()).Start();
        return Flow.Revived(found!);
    }

    private WorkflowRunner Runner(RunStore store, RunnerOptions? options = null) => new(Definition(), store, _host, options);
}
