using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "02")]
public class SnapshotLimitTests
{
    [Fact]
    public void Create_beyond_the_maximum_keeps_the_latest_snapshots()
    {
        var manager = new SnapshotManager(maxSnapshots: 3);
        var store = Sample.Store();

        for (var i = 0; i < 5; i++) manager.Create(store);

        Assert.Equal([3, 4, 5], manager.GetAll("deploy-7").Select(snapshot => snapshot.Sequence));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void MaxSnapshots_below_one_is_rejected(int bound)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnapshotManager(bound));

        var manager = new SnapshotManager();
        Assert.Throws<ArgumentOutOfRangeException>(() => manager.MaxSnapshots = bound);
        Assert.Equal(SnapshotManager.DefaultMaxSnapshots, manager.MaxSnapshots);
    }

    [Fact]
    public void MaxSnapshots_set_to_a_lower_value_removes_the_oldest_snapshots()
    {
        var manager = new SnapshotManager();
        var store = Sample.Store();
        for (var i = 0; i < 5; i++) manager.Create(store);

        manager.MaxSnapshots = 2;

        Assert.Equal([4, 5], manager.GetAll("deploy-7").Select(snapshot => snapshot.Sequence));
    }

    [Fact]
    public void MaxSnapshots_applies_to_each_run()
    {
        var manager = new SnapshotManager(maxSnapshots: 2);
        foreach (var runId in new[] { "a", "b" })
            for (var i = 0; i < 3; i++) manager.Create(Sample.Store(runId));

        Assert.Equal(2, manager.GetAll("a").Count);
        Assert.Equal(2, manager.GetAll("b").Count);
    }
}
