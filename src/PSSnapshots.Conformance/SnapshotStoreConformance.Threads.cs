using System.Collections.Concurrent;
using PSSnapshots.Storage;

namespace PSSnapshots.Conformance;

public abstract partial class SnapshotStoreConformance
{
    private const int SavesPerThread = 4;
    private const int CrowdSize = 50;

    /// <summary>Runs an action on threads that start at the same time, and rethrows their exceptions.</summary>
    private static void RunCrowd(Action<int> action)
    {
        using var start = new Barrier(CrowdSize);
        var failures = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, CrowdSize).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                action(number);
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (!failures.IsEmpty) throw new AggregateException(failures);
    }

    [Fact]
    public void Threads_that_save_one_run_get_a_number_each_and_every_acknowledged_save_is_listed()
    {
        using var store = Open();
        using var other = Open();
        var saved = new ConcurrentBag<(Snapshot Snapshot, StoredSnapshot Stored)>();

        RunCrowd(number =>
        {
            var run = SampleRuns.FullStore();
            for (var i = 0; i < SavesPerThread; i++)
            {
                run.UpdateStepResult($"step{number}", StepStatus.Running, SampleRuns.Json($"{i}"));
                var snapshot = _manager.Create(run);
                saved.Add((snapshot, (number % 2 == 0 ? store : other).Save(snapshot)));
            }
        });

        Assert.Equal(Enumerable.Range(1, CrowdSize * SavesPerThread), saved.Select(pair => pair.Stored.Sequence).Order());
        Assert.Equal(saved.Select(pair => pair.Stored).OrderBy(stored => stored.Sequence), store.List());
        foreach (var (snapshot, stored) in saved) AssertSame(snapshot.State, store.Read(stored).State);
    }

    [Fact]
    public void RemoveUnused_keeps_everything_that_others_save_meanwhile()
    {
        using var store = Open();
        var kept = new ConcurrentBag<(Snapshot Snapshot, StoredSnapshot Stored)>();

        RunCrowd(number =>
        {
            using var own = Open();
            var target = number % 2 == 0 ? store : own;
            var run = SampleRuns.FullStore($"run-{number}");
            for (var i = 0; i < SavesPerThread; i++)
            {
                run.UpdateStepResult("large", StepStatus.Completed, SampleRuns.Json($"\"{new string((char)('a' + i), 20_000)}\""));
                var snapshot = _manager.Create(run);
                var stored = target.Save(snapshot);
                if (i % 2 == 0) target.Remove(stored);
                else kept.Add((snapshot, stored));
                if (number % 10 == 0) target.RemoveUnused();
            }
        });

        store.RemoveUnused();
        foreach (var (snapshot, stored) in kept) AssertSame(snapshot.State, store.Read(stored).State);
        Assert.Equal(kept.Count, store.List().Count);
    }

    [Fact]
    public void One_of_many_threads_acquires_a_run_and_the_others_learn_who_owns_it()
    {
        using var store = Open();
        using var other = Open();
        var leases = new ConcurrentBag<RunLease>();
        var refused = new ConcurrentBag<RunLockedException>();

        RunCrowd(number =>
        {
            try
            {
                leases.Add((number % 2 == 0 ? store : other).Acquire("deploy-7"));
            }
            catch (RunLockedException failure)
            {
                refused.Add(failure);
            }
        });

        var lease = Assert.Single(leases);
        Assert.Equal(CrowdSize - 1, refused.Count);
        Assert.All(refused, failure => Assert.Equal(("deploy-7", lease.Owner), (failure.RunId, failure.Owner)));
        using (store.Acquire("deploy-8"))
        {
            // Another run is free.
        }
        lease.Dispose();
        lease.Dispose();
        Assert.Null(lease.ReleaseFailure);
        using var next = other.Acquire("deploy-7");
        Assert.Throws<RunLockedException>(() => store.Acquire("deploy-7"));
    }
}
