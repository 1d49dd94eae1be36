using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "03")]
public class SnapshotRunIdTests
{
    [Fact]
    public void Snapshot_is_found_by_the_ID_of_its_run()
    {
        var manager = new SnapshotManager();

        var snapshot = manager.Create(Sample.Store("run-a"));

        Assert.Equal("run-a", snapshot.RunId);
        Assert.Same(snapshot, manager.GetLatest("run-a"));
        Assert.Equal(["run-a"], manager.RunIds);
    }

    [Fact]
    public void Run_IDs_that_differ_only_in_case_are_two_runs()
    {
        var manager = new SnapshotManager();

        manager.Create(Sample.Store("Run"));
        manager.Create(Sample.Store("run"));

        Assert.Equal(["Run", "run"], manager.RunIds);
    }
}
