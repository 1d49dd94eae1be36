using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "12")]
public class RestoredTimeTests
{
    [Fact]
    public void Restore_preserves_the_times_of_logs_and_events()
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
