using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Runs;

/// <summary>Each action of a store: what it sets, what it logs, and that observers are told of it once.</summary>
public sealed class RunStoreActionTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly RunStore _store;
    private readonly Recorder _recorder;

    public RunStoreActionTests()
    {
        _store = Sample.Store(clock: _clock);
        _recorder = new Recorder(_store);
    }

    private RunState State => _store.State;

    public void Dispose() => _recorder.Dispose();

    [Fact]
    public void A_new_run_is_initial_and_has_null_for_result_and_error_and_no_input()
    {
        Assert.Equal(RunStatus.Initial, State.Status);
        Assert.Equal(JsonValue.Null, State.ResultJson);
        Assert.Equal(JsonValue.Null, State.ErrorJson);
        Assert.Null(State.Error);
        Assert.Null(State.InputJson);
        Assert.Empty(State.Logs);
        Assert.False(State.HasEnded);
    }

    [Fact]
    public void Setting_the_status_logs_it_with_the_time_of_the_clock()
    {
        _store.SetStatus(RunStatus.Running);

        ToldOnce();
        Assert.Equal(RunStatus.Running, State.Status);
        var log = Assert.Single(State.Logs);
        Assert.Equal((RunLogType.Status, "Run status changed to RUNNING", _clock.GetUtcNow()), (log.Type, log.Description, log.Timestamp));
        Assert.Equal((RunStatus.Running, null, null), (log.Status, log.StepStatus, log.StepId));
        Assert.Empty(State.Events);
    }

    [Theory]
    [InlineData(RunStatus.Completed, true)]
    [InlineData(RunStatus.Failed, true)]
    [InlineData(RunStatus.Suspended, false)]
    [InlineData(RunStatus.Paused, false)]
    public void A_run_has_ended_when_it_is_completed_or_failed(RunStatus status, bool ended)
    {
        _store.SetStatus(status);

        Assert.Equal(ended, State.HasEnded);
    }

    [Fact]
    public void Updating_a_step_sets_its_result_and_logs_it_without_the_output()
    {
        _store.UpdateStepResult("build", StepStatus.Completed, Json.Of("""{"image":"a"}"""));

        ToldOnce();
        var result = State.StepResults["build"];
        Assert.Equal(("build", StepStatus.Completed, """{"image":"a"}"""), (result.Id, result.Status, result.OutputJson?.ToString()));
        Assert.Null(result.Error);
        Assert.Null(result.SuspendedPath);
        var log = Assert.Single(State.Logs);
        Assert.Equal((RunLogType.Step, "Step build completed", "build", StepStatus.Completed), (log.Type, log.Description, log.StepId, log.StepStatus));
        Assert.Null(log.StepResultJson);
    }

    [Fact]
    public void Updating_a_step_again_replaces_its_result_in_its_place()
    {
        _store.UpdateStepResult("a", StepStatus.Running);
        _store.UpdateStepResult("b", StepStatus.Running);
        _store.UpdateStepResult("a", StepStatus.Failed, error: RunError.FromMessage("no"));

        Assert.Equal(["a", "b"], State.StepResults.Keys);
        Assert.Equal("no", State.StepResults["a"].Error?.Message);
        Assert.Equal(3, State.Logs.Count);
    }

    [Fact]
    public void A_suspended_step_notes_its_path_for_the_run_and_its_next_result_takes_it_away()
    {
        _store.UpdateStepResult("ask", StepStatus.Suspended, suspendedPath: [2, 1]);
        Assert.Equal(new StepPath(2, 1), State.SuspendedPaths["ask"]);
        Assert.Equal(new StepPath(2, 1), State.StepResults["ask"].SuspendedPath);

        _store.UpdateStepResult("ask", StepStatus.Completed);
        Assert.Empty(State.SuspendedPaths);
        Assert.Null(State.StepResults["ask"].SuspendedPath);
    }

    [Fact]
    public void A_log_of_the_run_and_a_log_of_a_step()
    {
        _store.AddLog("about the run", Json.Of("""{"k":1}"""));
        ToldOnce();
        _store.AddLog("about a step", stepId: "build");

        Assert.Equal((RunLogType.Status, "about the run", null), (State.Logs[0].Type, State.Logs[0].Description, State.Logs[0].StepId));
        Assert.Equal("""{"k":1}""", State.Logs[0].MetadataJson?.ToString());
        Assert.Equal((RunLogType.Step, "build"), (State.Logs[1].Type, State.Logs[1].StepId));
    }

    [Fact]
    public void The_execution_path_is_replaced()
    {
        _store.UpdateExecutionPath(1, 2);

        ToldOnce();
        Assert.Equal([1, 2], State.ExecutionPath);
        Assert.Equal("1/2", State.ExecutionPath.ToString());
        Assert.Empty(State.Logs);
    }

    [Fact]
    public void A_suspended_path_is_set_and_removed()
    {
        _store.UpdateSuspendedPath("ask", 3);
        ToldOnce();
        Assert.Equal([3], State.SuspendedPaths["ask"]);

        _store.RemoveSuspendedPath("ask");
        Assert.Empty(State.SuspendedPaths);
    }

    [Fact]
    public void The_graph_is_replaced_and_takes_objects_only()
    {
        _store.SetExecutionGraph(Json.Of("""{"type":"step"}"""));
        ToldOnce();
        var before = State;

        Assert.Throws<ArgumentException>(() => _store.SetExecutionGraph(JsonValue.EmptyObject, JsonValue.Null));

        Assert.Same(before, State);
        Assert.Equal("""{"type":"step"}""", Assert.Single(State.GraphEntries).ToString());
        Assert.Throws<ArgumentException>(() => RunState.Create("w", "r", executionGraph: [JsonValue.True]));
    }

    [Fact]
    public void A_context_value_is_set_got_deleted_and_all_are_cleared()
    {
        _store.SetContext("a", Json.Of("1"));
        ToldOnce();
        _store.SetContext("b", null);
        _store.SetContext("c", JsonValue.True);

        Assert.Equal(1, _store.GetContext("a"));
        Assert.True(_store.HasContext("b"));
        Assert.Null(_store.GetContext("b"));
        Assert.True(_store.HasContext("A"));
        _store.SetContext("A", Json.Of("2"));
        Assert.Equal(2, _store.GetContext("A"));
        Assert.Equal(1, _store.GetContext("a"));
        _store.DeleteContext("A");
        Assert.Null(_store.GetContext("none"));

        _store.DeleteContext("a");
        Assert.Equal(["b", "c"], State.ContextValues.Keys);
        _store.ClearContext();
        Assert.Empty(State.ContextValues);
    }

    [Fact]
    public void Input_result_and_error_are_set_and_taken_away()
    {
        _store.SetInput(Json.Of("1"));
        ToldOnce();
        _store.SetResult(Json.Of("2"));
        _store.SetError(RunError.FromMessage("3"));
        Assert.Equal(("1", "2", "\"3\""), (State.InputJson?.ToString(), State.ResultJson?.ToString(), State.ErrorJson?.ToString()));

        _store.SetInput(null);
        _store.SetResult(null);
        _store.SetError(null);
        Assert.Null(State.InputJson);
        Assert.Equal(JsonValue.Null, State.ResultJson);
        Assert.Null(State.Error);
    }

    [Fact]
    public void An_event_of_the_run_carries_its_status()
    {
        _store.SetStatus(RunStatus.Running);
        _store.EmitWorkflowEvent("Workflow started", metadata: Json.Of("""{"m":1}"""));

        var emitted = Assert.Single(State.Events);
        Assert.Equal(
            (WorkflowEventType.WorkflowStatusUpdate, "Workflow started", "deploy-7", "deploy", _clock.GetUtcNow()),
            (emitted.Type, emitted.Description, emitted.RunId, emitted.WorkflowId, emitted.Timestamp));
        Assert.Equal("""{"workflowState":{"status":"RUNNING"}}""", emitted.PayloadJson.ToString());
        Assert.Equal("""{"m":1}""", emitted.MetadataJson?.ToString());
        Assert.Null(emitted.StepId);
        Assert.Equal(2, _recorder.Changes.Count);
    }

    [Fact]
    public void An_event_of_a_step_carries_the_steps_status_and_the_runs_but_not_the_output()
    {
        _store.UpdateStepResult("build", StepStatus.Completed, Json.Of("\"large\""));
        _store.EmitStepEvent("build", "Step build completed");

        var emitted = Assert.Single(State.Events);
        Assert.Equal((WorkflowEventType.StepStatusUpdate, "build"), (emitted.Type, emitted.StepId));
        Assert.Equal(
            Json.Of("""{"stepStatus":"completed","stepResult":{"status":"completed"},"stepId":"build","workflowState":{"status":"INITIAL"}}"""),
            emitted.PayloadJson);
    }

    [Fact]
    public void An_event_of_a_step_without_a_result_carries_its_id_only()
    {
        _store.EmitStepEvent("later", "planned");

        Assert.Equal(Json.Of("""{"stepId":"later","workflowState":{"status":"INITIAL"}}"""), State.Events[0].PayloadJson);
    }

    [Fact]
    public void Payloads_and_metadata_are_objects()
    {
        var before = State;

        Assert.Throws<ArgumentException>(() => _store.AddLog("l", JsonValue.True));
        Assert.Throws<ArgumentException>(() => _store.EmitWorkflowEvent("e", JsonValue.Null));
        Assert.Throws<ArgumentException>(() => _store.EmitWorkflowEvent("e", metadata: Json.Of("[]")));
        Assert.Throws<ArgumentException>(() => _store.EmitStepEvent("s", "e", Json.Of("1")));
        Assert.Throws<ArgumentException>(() => _store.EmitStepEvent("s", "e", metadata: Json.Of("1")));

        Assert.Same(before, State);
        Assert.Empty(_recorder.Changes);
    }

    [Fact]
    public void A_reset_keeps_ids_input_and_graph_and_nothing_else()
    {
        var store = Sample.FullStore();
        using var recorder = new Recorder(store);

        store.Reset();

        var expected = RunState.Create("deploy", "deploy-7", store.State.InputJson, store.State.GraphEntries);
        Assert.Equal("""{"env":"prod"}""", store.State.InputJson?.ToString());
        Assert.Equal(2, store.State.GraphEntries.Count);
        Same.State(expected, store.State);
        Assert.Single(recorder.Changes);
    }

    private void ToldOnce()
    {
        var (before, after) = Assert.Single(_recorder.Changes);
        Assert.NotSame(before, after);
        Assert.Same(State, after);
    }
}
