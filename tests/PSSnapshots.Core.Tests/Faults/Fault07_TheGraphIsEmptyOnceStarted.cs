using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault07_TheGraphIsEmptyOnceStarted
{
    [Fact]
    public void A_snapshot_in_the_middle_of_a_run_has_every_entry_of_the_graph()
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
