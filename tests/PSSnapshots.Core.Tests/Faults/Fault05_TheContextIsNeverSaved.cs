using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault05_TheContextIsNeverSaved
{
    [Fact]
    public void A_context_value_is_captured_exported_and_restored()
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
