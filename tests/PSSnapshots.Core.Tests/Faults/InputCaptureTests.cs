using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "08")]
public class InputCaptureTests
{
    [Fact]
    public void Input_is_equal_after_export_and_import()
    {
        var input = Json.Of("""{"env":"prod","targets":["a","b"],"retries":3}""");
        var store = new RunStore(RunState.Create("deploy", "deploy-7", input), new FakeClock());
        store.SetStatus(RunStatus.Running);
        var snapshot = new SnapshotManager().Create(store);

        var imported = new SnapshotManager().Import(new SnapshotManager().Export(snapshot));

        Assert.Equal(input, snapshot.State.InputJson);
        Assert.Equal(input, imported.State.InputJson);
        Assert.Equal(input, new SnapshotManager().Restore(imported).Store.State.InputJson);
    }
}
