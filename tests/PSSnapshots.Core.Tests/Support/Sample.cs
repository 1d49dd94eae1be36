namespace PSSnapshots.Core.Tests.Support;

/// <summary>Sample runs for tests.</summary>
internal static class Sample
{
    public static RunStore Store(string runId = "deploy-7", string workflowId = "deploy", TimeProvider? clock = null) =>
        new(RunState.Create(workflowId, runId), clock ?? new FakeClock());

    /// <summary>A run in progress that has a value in every field.</summary>
    public static RunStore FullStore(string runId = "deploy-7", TimeProvider? clock = null)
    {
        var state = RunState.Create(
            "deploy",
            runId,
            Json.Of("""{"env":"prod"}"""),
            [Json.Of("""{"type":"step","step":{"id":"build"}}"""), Json.Of("""{"type":"step","step":{"id":"push"}}""")]);
        var store = new RunStore(state, clock ?? new FakeClock());
        store.SetStatus(RunStatus.Running);
        store.EmitWorkflowEvent("Workflow started");
        store.UpdateStepResult("build", StepStatus.Completed, Json.Of("""{"image":"web:1.4.2"}"""));
        store.EmitStepEvent("build", "Step build completed", metadata: Json.Of("""{"host":"a"}"""));
        store.UpdateStepResult("check", StepStatus.Failed, error: RunError.FromMessage("no route"));
        store.UpdateStepResult("ask", StepStatus.Suspended, suspendedPath: [1, 0]);
        store.UpdateExecutionPath(1, 0);
        store.SetContext("region", Json.Of("\"eu\""));
        store.AddLog("built", Json.Of("""{"seconds":12}"""), "build");
        store.SetResult(Json.Of("""{"partial":true}"""));
        store.SetError(RunError.FromMessage("one step failed"));
        return store;
    }

    public static Snapshot FullSnapshot() => new SnapshotManager(timeProvider: new FakeClock()).Create(FullStore(), "built");
}
