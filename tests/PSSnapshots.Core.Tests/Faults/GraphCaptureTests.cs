using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "07")]
public class GraphCaptureTests
{
    [Fact]
    public void Snapshot_of_a_running_workflow_has_all_graph_entries()
    {
        JsonValue[] graph =
        [
            Json.Of("""{"type":"step","step":{"id":"a"}}"""),
            Json.Of("""{"type":"parallel","steps":[{"type":"step","step":{"id":"b"}}]}"""),
            Json.Of("""{"type":"loop","step":{"id":"c"},"loopType":"dowhile"}"""),
        ];
        var store = new RunStore(RunState.Create("w", "r", executionGraph: graph), new FakeClock());

        store.SetStatus(RunStatus.Running);
        store.UpdateStepResult("a", StepStatus.Completed);
        var snapshot = new SnapshotManager().Create(store);

        Assert.Equal(graph, snapshot.State.GraphEntries);
        Assert.Equal(graph, Reimported(snapshot).State.GraphEntries);
    }

    private static Snapshot Reimported(Snapshot snapshot) => new SnapshotManager().Import(new SnapshotManager().Export(snapshot));
}
