using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault16_AStaleResultSurvivesARestore
{
    [Fact]
    public void After_restoring_a_snapshot_without_a_result_there_is_none()
    {
        var store = Sample.Store();
        var snapshot = new SnapshotManager().Create(store);
        store.SetResult(Json.Of("42"));
        store.SetError(RunError.FromMessage("late"));

        new SnapshotManager().Restore(store, snapshot);

        Assert.True(store.State.ResultJson?.IsNull);
        Assert.Null(store.State.Error);
    }

    [Fact]
    public void After_restoring_a_file_without_the_fields_they_are_absent()
    {
        var store = Sample.Store("r", "w");
        store.SetResult(Json.Of("42"));
        store.SetError(RunError.FromMessage("late"));

        new SnapshotManager().Restore(store, new SnapshotManager().Import(TestDocument.Minimal.ToString()));

        Assert.Null(store.State.ResultJson);
        Assert.Null(store.State.Error);
    }
}
