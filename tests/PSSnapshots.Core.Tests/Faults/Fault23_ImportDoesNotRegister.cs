using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault23_ImportDoesNotRegister
{
    [Fact]
    public void An_imported_snapshot_is_found_in_the_manager()
    {
        var manager = new SnapshotManager();

        var imported = manager.Import(OriginalFiles.Text("deploy-mid-run.json"));

        Assert.Same(imported, manager.GetLatest("deploy-7"));
        Assert.Same(imported, manager.Get("deploy-7", imported.Sequence));
    }

    [Fact]
    public void A_snapshot_that_is_only_read_is_in_no_manager_until_it_is_added()
    {
        var manager = new SnapshotManager();

        var read = SnapshotReader.Read(OriginalFiles.Text("deploy-mid-run.json"));
        Assert.Equal(0, manager.Count);

        manager.Add(read);
        Assert.Equal(read.Id, manager.GetLatest("deploy-7")?.Id);
    }
}
