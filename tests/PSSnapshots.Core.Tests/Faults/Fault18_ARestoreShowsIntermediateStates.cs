using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault18_ARestoreShowsIntermediateStates
{
    [Fact]
    public void An_observer_sees_exactly_one_change_from_the_old_state_to_the_restored_one()
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
