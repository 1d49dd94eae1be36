using System.Globalization;

namespace PSSnapshots.Conformance;

/// <summary>Creates sample runs.</summary>
internal static class SampleRuns
{
    public static JsonValue Json(string text) => JsonValue.FromJson(text);

    public static RunStore Store(string runId = "deploy-7", TimeProvider? clock = null) => new(RunState.Create("deploy", runId), clock);

    /// <summary>Creates a run in progress that has a value in every field.</summary>
    public static RunStore FullStore(string runId = "deploy-7", TimeProvider? clock = null)
    {
        var store = new RunStore(
            RunState.Create(
                "deploy",
                runId,
                Json("""{"env":"prod"}"""),
                [Json("""{"type":"step","step":{"id":"build"}}"""), Json("""{"type":"step","step":{"id":"push"}}""")]),
            clock);
        store.SetStatus(RunStatus.Running);
        store.EmitWorkflowEvent("Workflow started");
        store.UpdateStepResult("build", StepStatus.Completed, Json("""{"image":"web:1.4.2"}"""));
        store.EmitStepEvent("build", "Step build completed", metadata: Json("""{"host":"a"}"""));
        store.UpdateStepResult("check", StepStatus.Failed, error: RunError.FromMessage("no route"));
        store.UpdateStepResult("ask", StepStatus.Suspended, suspendedPath: [1, 0]);
        store.UpdateExecutionPath(1, 0);
        store.SetContext("region", Json("\"eu\""));
        store.AddLog("built", Json("""{"seconds":12}"""), "build");
        store.SetResult(Json("""{"partial":true}"""));
        store.SetError(RunError.FromMessage("one step failed"));
        return store;
    }

    /// <summary>Applies a random change to a run.</summary>
    public static void Change(RunStore run, Random random)
    {
        string[] ids = ["build", "push", "10", "2", "", "__proto__", "a/b~c", "\uD800", "é", "Build"];
        string[] values = ["null", "true", "0", "-1.5e300", "123456789012345678901234567890", "\"\"", "\"a\\nb\"", "\"日🚀\"", "\"\\ud800\"", "[]", "[1,[2,{\"a\":[]}]]", "{}", "{\"a\":1,\"b\":{\"a\":2}}"];
        var id = ids[random.Next(ids.Length)];
        var value = Json(values[random.Next(values.Length)]);
        switch (random.Next(14))
        {
            case 0:
                run.SetStatus((RunStatus)random.Next(7));
                break;
            case 1 or 2 or 3:
                run.UpdateStepResult(id, (StepStatus)random.Next(4), value, random.Next(3) == 0 ? RunError.FromMessage(id) : null, random.Next(4) == 0 ? [random.Next(9)] : null);
                break;
            case 4:
                run.AddLog(id, Json("""{"a":[1]}"""), random.Next(2) == 0 ? id : null);
                break;
            case 5:
                run.UpdateExecutionPath(random.Next(9), random.Next(9));
                break;
            case 6:
                run.UpdateSuspendedPath(id, random.Next(9));
                break;
            case 7:
                run.RemoveSuspendedPath(id);
                break;
            case 8:
                run.SetExecutionGraph(Json("""{"type":"step","step":{"id":"x"}}"""), Json("{}"));
                break;
            case 9:
                run.SetContext(id, value);
                break;
            case 10:
                run.DeleteContext(id);
                break;
            case 11:
                run.SetInput(value);
                run.SetResult(value);
                break;
            case 12:
                run.EmitStepEvent(id, "event", Json(string.Create(CultureInfo.InvariantCulture, $$"""{"stepId":"x","n":{{random.Next()}}}""")));
                break;
            default:
                if (random.Next(6) == 0) run.Reset();
                else run.SetError(random.Next(2) == 0 ? null : RunError.FromMessage("failed"));
                break;
        }
    }
}
