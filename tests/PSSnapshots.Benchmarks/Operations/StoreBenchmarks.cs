using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Checkpoints in a folder: what one writes, how long it takes, and how long it takes to go on from one.</summary>
internal static class StoreBenchmarks
{
    private const double GrowthLimit = 1.5;
    private const double ReadLimit = 2;
    private const int FirstSaves = 100;
    private static readonly int[] Steps = [100, 1_000, 10_000];

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        Snapshot told = SnapshotReader.Read(StateCache.Compact(StateSize.Large));
        // What is counted there is the same on a disk; 20,000 flushes of one would take the time of the whole table.
        using BenchmarkFolder memory = BenchmarkFolder.InMemory();
        Dictionary<int, long> written = [];
        using (DirectorySnapshotStore store = new(memory.Path))
        {
            SnapshotManager manager = new();
            long sum = 0;
            LiveRuns.Replay(told, run =>
            {
                sum += store.Save(manager.Create(run)).Size;
                written[run.State.StepResults.Count] = sum;
                return true;
            });
        }

        // The first one has the workflow's whole graph, however few steps are done.
        Quantity PerStep(int steps) => Quantity.Bytes((double)(written[steps] - written[1]) / (steps - 1));
        foreach (int steps in Steps)
        {
            yield return new Row
            {
                Operation = "checkpoint per step, bytes written per step",
                Size = $"{steps:N0} steps",
                Median = PerStep(steps),
                Baseline = steps == Steps[0] ? null : $"the same, {Steps[0]} steps",
                BaselineMedian = steps == Steps[0] ? null : PerStep(Steps[0]),
                Goal = steps == Steps[0] ? Goal.None : Goal.RatioAtMost(GrowthLimit),
            };
        }

        using (DirectorySnapshotStore store = new(memory.Path))
        {
            string export = System.IO.Path.Combine(memory.Path, "export");
            File.WriteAllText(export, SnapshotWriter.ToJson(store.Read(store.GetLatest(told.RunId)!), compress: true));
            yield return measure.Compare(
                StateSize.Large.Label,
                Operation.Of("read the latest checkpoint", () => store.Read(store.GetLatest(told.RunId)!)),
                Operation.Of("import of its export", () => SnapshotReader.Read(File.ReadAllBytes(export))),
                Goal.RatioAtMost(ReadLimit));
        }

        yield return Save(measure, told);
    }

    private static Row Save(Measure measure, Snapshot told)
    {
        using BenchmarkFolder disk = BenchmarkFolder.OnDisk();
        using DirectorySnapshotStore store = new(disk.Path);
        SnapshotManager manager = new();
        RunStore run = LiveRuns.Replay(told);
        int number = 0;
        StoredSnapshot Next()
        {
            run.UpdateStepResult($"next-{number++}", StepStatus.Completed);
            return store.Save(manager.Create(run));
        }

        Next();
        byte[] bytes = new byte[Enumerable.Range(0, FirstSaves).Select(_ => Next().Size).Order().ElementAt(FirstSaves / 2)];
        return measure.Compare(
            StateSize.Large.Label,
            Operation.Of("save a checkpoint, flushed", Next),
            Operation.Of("bare write, flush and rename", () => BareFile.Write(disk.Path, bytes)),
            Goal.None);
    }
}
