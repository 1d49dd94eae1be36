using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "18")]
public class SingleUpdateRestoreTests
{
    [Fact]
    public void Restore_notifies_observers_once_with_the_old_and_the_restored_state()
    {
        var store = Sample.FullStore();
        var snapshot = new SnapshotManager().Create(store);
        store.SetStatus(RunStatus.Failed);
        var old = store.State;
        using var recorder = new Recorder(store);

        new SnapshotManager().Restore(store, snapshot);

        var (before, after) = Assert.Single(recorder.Changes);
        Assert.Same(old, before);
        Assert.Same(store.State, after);
        Same.State(snapshot.State, after);
    }
}
