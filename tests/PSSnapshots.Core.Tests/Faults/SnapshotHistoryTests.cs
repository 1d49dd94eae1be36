using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "01")]
public class SnapshotHistoryTests
{
    [Fact]
    public void Create_called_three_times_keeps_three_snapshots_latest_last()
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
