using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "06")]
public class SnapshotImmutabilityTests
{
    [Fact]
    public void Export_does_not_change_when_the_run_changes()
    {
        var store = Sample.FullStore();
        var snapshot = new SnapshotManager().Create(store);
        var before = new SnapshotManager().Export(snapshot);

        store.UpdateStepResult("build", StepStatus.Failed, Json.Of("""{"image":"other"}"""));
        store.SetContext("region", Json.Of("\"us\""));
        store.UpdateExecutionPath(9);
        store.AddLog("more");
        store.EmitWorkflowEvent("more");
        store.SetExecutionGraph();
        store.SetStatus(RunStatus.Failed);

        Assert.Equal(before, new SnapshotManager().Export(snapshot));
    }

    [Fact]
    public void Snapshot_does_not_change_when_arrays_that_were_passed_in_change()
    {
        var store = Sample.Store();
        int[] path = [1, 2];
        int[] suspended = [3, 4];
        JsonValue[] graph = [Json.Of("""{"type":"step"}""")];
        store.UpdateExecutionPath(path);
        store.UpdateStepResult("ask", StepStatus.Suspended, suspendedPath: suspended);
        store.SetExecutionGraph(graph);
        var snapshot = new SnapshotManager().Create(store);

        path[0] = suspended[0] = 99;
        graph[0] = JsonValue.EmptyObject;

        Assert.Equal([1, 2], snapshot.ExecutionPath);
        Assert.Equal([3, 4], snapshot.StepResults["ask"].SuspendedPath!);
        Assert.Equal([3, 4], snapshot.SuspendedPaths["ask"]);
        Assert.Equal("""{"type":"step"}""", snapshot.State.GraphEntries[0].ToString());
    }
}
