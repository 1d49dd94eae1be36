using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "23")]
public class ImportRegistrationTests
{
    [Fact]
    public void Import_adds_the_snapshot_to_the_manager()
    {
        var manager = new SnapshotManager();

        var imported = manager.Import(OriginalFiles.Text("deploy-mid-run.json"));

        Assert.Same(imported, manager.GetLatest("deploy-7"));
        Assert.Same(imported, manager.Get("deploy-7", imported.Sequence));
    }

    [Fact]
    public void Read_does_not_add_the_snapshot_to_a_manager()
    {
        var manager = new SnapshotManager();

        var read = SnapshotReader.Read(OriginalFiles.Text("deploy-mid-run.json"));
        Assert.Equal(0, manager.Count);

        manager.Add(read);
        Assert.Equal(read.Id, manager.GetLatest("deploy-7")?.Id);
    }
}
