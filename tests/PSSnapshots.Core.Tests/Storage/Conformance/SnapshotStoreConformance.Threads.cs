using System.Collections.Concurrent;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

public abstract partial class SnapshotStoreConformance
{
    private const int SavesPerThread = 4;

    [Fact]
    public void Fifty_threads_that_save_one_run_get_a_number_each()
    {
        using var store = Open();
        var saved = new ConcurrentBag<(Snapshot Snapshot, StoredSnapshot Stored)>();

        Crowd.Run(number =>
        {
            var run = Sample.FullStore();
            for (var i = 0; i < SavesPerThread; i++)
            {
                run.UpdateStepResult($"step{number}", StepStatus.Running, Json.Of($"{i}"));
                var snapshot = _manager.Create(run);
                saved.Add((snapshot, store.Save(snapshot)));
            }
        });

        Assert.Equal(Enumerable.Range(1, Crowd.Size * SavesPerThread), saved.Select(pair => pair.Stored.Sequence).Order());
        foreach (var (snapshot, stored) in saved) Same.State(snapshot, store.Read(stored));
    }

    [Fact]
    public void While_others_save_unused_things_are_removed_and_nothing_that_is_needed()
    {
        using var store = Open();
        var kept = new ConcurrentBag<(Snapshot Snapshot, StoredSnapshot Stored)>();

        Crowd.Run(number =>
        {
            using var own = Open();
            var target = number % 2 == 0 ? store : own;
            var run = Sample.FullStore($"run-{number}");
            for (var i = 0; i < SavesPerThread; i++)
            {
                run.UpdateStepResult("large", StepStatus.Completed, Json.Of($"\"{new string((char)('a' + i), 20_000)}\""));
                var snapshot = _manager.Create(run);
                var stored = target.Save(snapshot);
                if (i % 2 == 0) target.Remove(stored);
                else kept.Add((snapshot, stored));
                target.RemoveUnused();
            }
        });

        store.RemoveUnused();
        foreach (var (snapshot, stored) in kept) Same.State(snapshot, store.Read(stored));
        Assert.Equal(kept.Count, store.List().Count);
    }

    [Fact]
    public void One_of_fifty_threads_gets_a_run_and_the_others_are_told_who()
    {
        using var store = Open();
        var held = new ConcurrentBag<IDisposable>();
        var refused = new ConcurrentBag<RunLockedException>();

        Crowd.Run(_ =>
        {
            try
            {
                held.Add(store.Lock("deploy-7"));
            }
            catch (RunLockedException failure)
            {
                refused.Add(failure);
            }
        });

        var holder = Assert.Single(held);
        Assert.Equal(Crowd.Size - 1, refused.Count);
        Assert.All(refused, failure => Assert.Equal(("deploy-7", Environment.MachineName, Environment.ProcessId), (failure.RunId, failure.Host, failure.ProcessId)));
        using (store.Lock("deploy-8"))
        {
            // Another run is free.
        }
        holder.Dispose();
        holder.Dispose();
        using var next = Open().Lock("deploy-7");
        Assert.Throws<RunLockedException>(() => store.Lock("deploy-7"));
    }
}
