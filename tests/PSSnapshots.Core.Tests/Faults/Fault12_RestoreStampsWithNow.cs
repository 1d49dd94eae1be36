using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault12_RestoreStampsWithNow
{
    [Fact]
    public void Timestamps_of_logs_and_events_are_identical_after_a_restore()
    {
        var clock = new FakeClock();
        var store = Sample.Store(clock: clock);
        for (var i = 0; i < 3; i++)
        {
            store.AddLog($"log {i}");
            store.EmitWorkflowEvent($"event {i}");
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        var snapshot = new SnapshotManager(timeProvider: clock).Create(store);
        clock.Advance(TimeSpan.FromDays(1));

        new SnapshotManager().Restore(store, snapshot);

        var expected = Enumerable.Range(0, 3).Select(i => new DateTimeOffset(2025, 1, 2, 3, 4 + i, 5, TimeSpan.Zero)).ToArray();
        Assert.Equal(expected, store.State.Logs.Select(log => log.Timestamp));
        Assert.Equal(expected, store.State.Events.Select(entry => entry.Timestamp));
    }
}
