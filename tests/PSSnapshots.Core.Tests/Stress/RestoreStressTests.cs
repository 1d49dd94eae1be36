using System.Collections.Concurrent;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Stress;

public class RestoreStressTests
{
    private const int OperationsPerThread = 100;

    [Fact]
    public void Concurrent_restores_undos_and_changes_each_keep_exactly_what_they_replaced()
    {
        var manager = new SnapshotManager(maxSnapshots: 3);
        var store = Sample.Store();
        var snapshot = manager.Create(store);
        var history = new ConcurrentQueue<(RunState Before, RunState After)>();
        using var subscription = store.Subscribe((before, after) => history.Enqueue((before, after)));

        Crowd.Run(thread =>
        {
            for (var i = 0; i < OperationsPerThread; i++)
            {
                switch ((thread + i) % 4)
                {
                    case 0 or 1:
                        store.AddLog($"{thread}.{i}");
                        break;
                    case 2:
                        manager.Restore(store, snapshot);
                        break;
                    default:
                        manager.UndoRestore(store);
                        break;
                }
            }
        });

        // A change that is no log of its predecessor is a restore, or puts back what the one before it replaced.
        RunState? kept = null;
        var swaps = 0;
        foreach (var (before, after) in history)
        {
            if (after.Logs.Count == before.Logs.Count + 1 && ReferenceEquals(after.RestorePoint, before.RestorePoint)) continue;
            var isRestore = after.Logs.Count == 0 && after.RestorePoint?.SnapshotId == snapshot.Id && !ReferenceEquals(after, kept);
            Assert.True(isRestore || ReferenceEquals(after, kept));
            kept = before;
            swaps++;
        }
        Assert.InRange(swaps, Crowd.Size, Crowd.Size * OperationsPerThread / 2);
        Assert.Same(kept, manager.GetBeforeRestore("deploy-7")!.State);
        Assert.Equal([snapshot], manager.GetAll("deploy-7"));
    }
}
