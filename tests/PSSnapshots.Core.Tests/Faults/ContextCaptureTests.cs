using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "05")]
public class ContextCaptureTests
{
    [Fact]
    public void Context_value_is_captured_exported_and_restored()
    {
        var store = Sample.Store();
        store.SetContext("region", Json.Of("\"eu\""));
        var snapshot = new SnapshotManager().Create(store);
        store.SetContext("region", Json.Of("\"us\""));
        store.SetContext("later", JsonValue.True);

        new SnapshotManager().Restore(store, new SnapshotManager().Import(new SnapshotManager().Export(snapshot)));

        Assert.Equal("eu", store.GetContext("region"));
        Assert.False(store.HasContext("later"));
    }
}
