using System.Collections.Concurrent;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Stress;

public class ManagerStressTests
{
    private const int Runs = 7;
    private const int OperationsPerThread = 200;

    private readonly RunStore[] _stores = [.. Enumerable.Range(0, Runs).Select(i => NewStore($"run-{i}"))];

    [Fact]
    public void Concurrent_operations_of_50_threads_are_neither_lost_nor_mixed()
    {
        var manager = new SnapshotManager(maxSnapshots: 1_000_000);
        var created = new ConcurrentBag<Snapshot>();
        var cleared = 0;
        var operations = 0;

        Crowd.Run(thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < OperationsPerThread; i++)
            {
                var store = _stores[random.Next(Runs)];
                var runId = store.State.RunId;
                switch (random.Next(20))
                {
                    case < 9:
                        store.AddLog($"{thread}.{i}");
                        var snapshot = manager.Create(store, runId);
                        Belongs(snapshot, runId);
                        created.Add(snapshot);
                        break;
                    case < 12:
                        if (manager.GetLatest(runId) is { } latest) Belongs(latest, runId);
                        break;
                    case < 15:
                        var all = manager.GetAll(runId);
                        Assert.All(all, one => Belongs(one, runId));
                        Assert.Equal(all.Select(one => one.Sequence).Distinct().Order(), all.Select(one => one.Sequence));
                        break;
                    case < 19:
                        if (manager.GetLatest(runId) is not { } point) break;
                        new SnapshotManager().Restore(store, point);
                        Assert.Equal(runId, store.GetContext("owner"));
                        break;
                    default:
                        Interlocked.Add(ref cleared, manager.Clear(runId));
                        break;
                }
                Interlocked.Increment(ref operations);
            }
        });

        Assert.Equal(Crowd.Size * OperationsPerThread, operations);
        Assert.Equal(created.Count, cleared + manager.Count);
        Assert.Equal(created.Count, created.Select(snapshot => snapshot.Id).Distinct().Count());
        foreach (var run in created.GroupBy(snapshot => snapshot.RunId))
            Assert.Equal(Enumerable.Range(1, run.Count()), run.Select(snapshot => snapshot.Sequence).Order());
        Assert.Equal(manager.Count, manager.RunIds.Sum(runId => manager.GetAll(runId).Count));
    }

    [Fact]
    public void Each_run_keeps_exactly_its_last_snapshots_under_a_limit()
    {
        var manager = new SnapshotManager(maxSnapshots: 3);
        var counts = new int[Runs];

        Crowd.Run(thread =>
        {
            for (var i = 0; i < OperationsPerThread; i++)
            {
                var run = (thread + i) % Runs;
                manager.Create(_stores[run]);
                Interlocked.Increment(ref counts[run]);
                Assert.InRange(manager.GetAll($"run-{run}").Count, 1, 3);
            }
        });

        for (var run = 0; run < Runs; run++)
            Assert.Equal([counts[run] - 2, counts[run] - 1, counts[run]], manager.GetAll($"run-{run}").Select(snapshot => snapshot.Sequence));
    }

    [Fact]
    public void Exports_and_imports_during_captures_are_complete()
    {
        var manager = new SnapshotManager(maxSnapshots: 5);

        Crowd.Run(thread =>
        {
            for (var i = 0; i < 20; i++)
            {
                var store = _stores[(thread + i) % Runs];
                store.UpdateStepResult($"{thread}", StepStatus.Completed, JsonValue.From(store.State.RunId));
                var snapshot = manager.Create(store);
                var imported = new SnapshotManager().Import(new SnapshotManager().Export(snapshot));
                Same.State(snapshot, imported);
                Assert.All(imported.StepResults.Values, result => Assert.Equal(snapshot.RunId, result.OutputJson?.GetString()));
            }
        });
    }

    private static void Belongs(Snapshot snapshot, string runId)
    {
        Assert.Equal(runId, snapshot.RunId);
        Assert.Equal(runId, snapshot.Label);
        Assert.Equal(runId, snapshot.State.ContextValues["owner"].GetString());
    }

    private static RunStore NewStore(string runId)
    {
        var store = Sample.Store(runId);
        store.SetContext("owner", JsonValue.From(runId));
        return store;
    }
}
