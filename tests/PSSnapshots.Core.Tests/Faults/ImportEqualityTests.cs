using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "19")]
public class ImportEqualityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Snapshot_equals_its_own_import(bool compress)
    {
        var snapshot = Sample.FullSnapshot();

        var imported = new SnapshotManager().Import(new SnapshotManager().Export(snapshot, compress));

        Same.State(snapshot, imported);
        Same.State(imported, snapshot);
        Assert.Equal(
            (snapshot.Id, snapshot.Sequence, snapshot.Label, snapshot.ParentId, snapshot.Timestamp, snapshot.Version),
            (imported.Id, imported.Sequence, imported.Label, imported.ParentId, imported.Timestamp, imported.Version));
    }
}
