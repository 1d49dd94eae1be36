using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault02_TheBoundDoesNothing
{
    [Fact]
    public void Of_five_creates_under_a_bound_of_three_exactly_the_last_three_are_kept()
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
    public void A_bound_below_one_is_refused(int bound)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnapshotManager(bound));

        var manager = new SnapshotManager();
        Assert.Throws<ArgumentOutOfRangeException>(() => manager.MaxSnapshots = bound);
        Assert.Equal(SnapshotManager.DefaultMaxSnapshots, manager.MaxSnapshots);
    }

    [Fact]
    public void A_bound_that_is_lowered_lets_the_oldest_go_at_once()
    {
        var manager = new SnapshotManager();
        var store = Sample.Store();
        for (var i = 0; i < 5; i++) manager.Create(store);

        manager.MaxSnapshots = 2;

        Assert.Equal([4, 5], manager.GetAll("deploy-7").Select(snapshot => snapshot.Sequence));
    }

    [Fact]
    public void The_bound_is_per_run()
    {
        var manager = new SnapshotManager(maxSnapshots: 2);
        foreach (var runId in new[] { "a", "b" })
            for (var i = 0; i < 3; i++) manager.Create(Sample.Store(runId));

        Assert.Equal(2, manager.GetAll("a").Count);
        Assert.Equal(2, manager.GetAll("b").Count);
    }
}
