using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault01_KeepsOneSnapshotPerRun
{
    [Fact]
    public void Three_creates_keep_three_snapshots_newest_last()
    {
        var manager = new SnapshotManager();
        var store = Sample.Store();

        var first = manager.Create(store);
        var second = manager.Create(store);
        var third = manager.Create(store);

        Assert.Equal([first, second, third], manager.GetAll("deploy-7"));
        Assert.Same(third, manager.GetLatest("deploy-7"));
        Assert.Equal([1, 2, 3], manager.GetAll("deploy-7").Select(snapshot => snapshot.Sequence));
    }
}
