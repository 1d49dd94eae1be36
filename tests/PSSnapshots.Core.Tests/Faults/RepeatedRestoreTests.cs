using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "13")]
public class RepeatedRestoreTests
{
    [Fact]
    public void Restore_adds_no_logs_or_events_when_it_is_repeated()
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
