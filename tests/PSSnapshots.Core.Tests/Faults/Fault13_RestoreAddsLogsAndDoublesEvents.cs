using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault13_RestoreAddsLogsAndDoublesEvents
{
    [Fact]
    public void Counts_are_unchanged_and_restoring_twice_changes_nothing()
    {
        var store = Sample.FullStore();
        var snapshot = new SnapshotManager().Create(store);

        new SnapshotManager().Restore(store, snapshot);
        var once = store.State;
        new SnapshotManager().Restore(store, snapshot);

        Assert.Equal(snapshot.LogCount, store.State.Logs.Count);
        Assert.Equal(snapshot.EventCount, store.State.Events.Count);
        Same.State(snapshot.State, once);
        Same.State(once, store.State);
    }
}
