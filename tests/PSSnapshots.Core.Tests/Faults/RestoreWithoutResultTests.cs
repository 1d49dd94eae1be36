using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "16")]
public class RestoreWithoutResultTests
{
    [Fact]
    public void Restore_of_a_snapshot_without_a_result_clears_result_and_error()
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
    public void Restore_of_a_file_without_result_and_error_removes_them()
    {
        var store = Sample.Store("r", "w");
        store.SetResult(Json.Of("42"));
        store.SetError(RunError.FromMessage("late"));

        new SnapshotManager().Restore(store, new SnapshotManager().Import(TestDocument.Minimal.ToString()));

        Assert.Null(store.State.ResultJson);
        Assert.Null(store.State.Error);
    }
}
