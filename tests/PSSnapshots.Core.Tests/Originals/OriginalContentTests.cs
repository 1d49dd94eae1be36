using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Originals;

public class OriginalContentTests
{
    [Fact]
    public void Failed_run_reports_that_the_message_of_its_error_is_lost()
    {
        var snapshot = Read("patch-failed.json");

        Assert.Equal(RunStatus.Failed, snapshot.Status);
        Assert.True(snapshot.Error?.IsMessageLost);
        Assert.True(snapshot.StepResults["patch"].Error?.IsMessageLost);
        Assert.Equal("The error's message was lost before it came here.", snapshot.StepResults["patch"].Error?.Message);
        Assert.Equal("2 steps: 1 completed, 1 failed", snapshot.StepResults.ToString());
    }

    [Fact]
    public void Output_of_a_completed_run_is_the_result_without_its_wrapper()
    {
        var snapshot = Read("deploy-completed.json");

        Assert.Equal("completed", snapshot.State.ResultJson?.GetMember("status")?.GetString());
        Assert.Equal(JsonKind.Object, snapshot.State.ResultJson?.GetMember("steps")?.Kind);
        Assert.Equal(Json.Of("""{"ok":true,"note":"naïve café 日本 🚀","replicas":3}"""), snapshot.State.OutputJson);
        Assert.Equal(snapshot.StepResults["rollout"].OutputJson, snapshot.State.OutputJson);
    }

    [Fact]
    public void Export_does_not_escape_letters_and_emoji()
    {
        Assert.Contains("naïve café 日本 🚀", new SnapshotManager().Export(Read("deploy-completed.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Suspended_step_has_a_path()
    {
        var snapshot = Read("approve-suspended.json");

        Assert.Equal(RunStatus.Suspended, snapshot.Status);
        Assert.Equal(StepPath.Empty, snapshot.StepResults["ask"].SuspendedPath);
        Assert.Null(snapshot.StepResults["plan"].SuspendedPath);
        Assert.Equal("go?", snapshot.StepResults["ask"].OutputJson?.GetMember("question")?.GetString());
    }

    [Fact]
    public void Unfinished_run_has_its_steps_logs_and_events()
    {
        var snapshot = Read("deploy-mid-run.json");

        Assert.Equal("1.0.0", snapshot.Version);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1795407293704), snapshot.Timestamp);
        Assert.Equal(["build", "push"], snapshot.StepResults.Keys);
        Assert.Equal(StepStatus.Running, snapshot.StepResults["push"].Status);
        Assert.Null(snapshot.StepResults["push"].Output);
        Assert.Equal(5, snapshot.LogCount);
        Assert.Equal(RunStatus.Running, snapshot.Logs[0].Status);
        Assert.Equal("build", snapshot.Logs[2].StepId);
        Assert.Equal(StepStatus.Completed, snapshot.Logs[3].StepStatus);
        Assert.Equal("completed", snapshot.Logs[3].StepResultJson?.GetMember("status")?.GetString());
        Assert.Equal(4, snapshot.EventCount);
        Assert.Equal(WorkflowEventType.WorkflowStatusUpdate, snapshot.Events[0].Type);
        Assert.Equal("push", snapshot.Events[3].StepId);
        Assert.Null(snapshot.Events[0].StepId);
    }

    [Fact]
    public void Duplicate_status_logs_are_preserved()
    {
        var snapshot = Read("deploy-mid-run.json");

        Assert.Equal(snapshot.Logs[0], snapshot.Logs[1]);
        Assert.Equal(2, Read("deploy-completed.json").Logs.Count(log => log.Status == RunStatus.Completed));
    }

    [Fact]
    public void Graph_preserves_schemas_and_null_conditions()
    {
        var graph = Read("all-kinds-initial.json").State.GraphEntries;

        Assert.Equal(
            ["step", "parallel", "conditional", "loop", "step", "foreach", "step"],
            graph.Select(entry => entry.GetMember("type")?.GetString()));
        Assert.Equal("[null]", graph[2].GetMember("conditions")?.ToString());
        Assert.Equal("dowhile", graph[3].GetMember("loopType")?.GetString());
        Assert.Equal("zod", graph[0].GetMember("step")?.GetMember("inputSchema")?.GetMember("~standard")?.GetMember("vendor")?.GetString());
        Assert.Equal("true", graph[6].GetMember("step")?.GetMember("_committed")?.ToString());
    }

    private static Snapshot Read(string name) => SnapshotReader.Read(OriginalFiles.Bytes(name));
}
