using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault03_StoresUnderTheArgument
{
    [Fact]
    public void A_snapshot_is_found_under_the_runs_own_id()
    {
        var manager = new SnapshotManager();

        var snapshot = manager.Create(Sample.Store("run-a"));

        Assert.Equal("run-a", snapshot.RunId);
        Assert.Same(snapshot, manager.GetLatest("run-a"));
        Assert.Equal(["run-a"], manager.RunIds);
    }

    [Fact]
    public void Run_ids_that_differ_in_case_only_are_two_runs()
    {
        var manager = new SnapshotManager();

        manager.Create(Sample.Store("Run"));
        manager.Create(Sample.Store("run"));

        Assert.Equal(["Run", "run"], manager.RunIds);
    }
}
