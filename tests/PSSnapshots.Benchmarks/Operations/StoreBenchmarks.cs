using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Checkpoints in a folder: what one writes, how long it takes, and how long it takes to go on from one.</summary>
internal static class StoreBenchmarks
{
    private const double GrowthLimit = 1.1;
    private const double ReadLimit = 1.5;
    private const double SaveLimit = 1.3;
    private const double ListLimit = 2;
    private const int FirstSaves = 100;
    private const int Runs = 10_000;
    internal const int FilesPerRun = 3;
    private static readonly int[] Steps = [100, 1_000, 10_000];

    // Version 0.1 wrote 2.28 KB a step, without attempts.
    private static readonly Quantity BytesPerStep = Quantity.Bytes(1.1 * 2280);

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        Snapshot told = SnapshotReader.Read(StateCache.Compact(StateSize.Large));
        // What is counted there is the same on a disk; 20,000 flushes of one would take the time of the whole table.
        using BenchmarkFolder memory = BenchmarkFolder.InMemory();
        Dictionary<int, (long Bytes, int Files)> written = [];
        using (DirectorySnapshotStore store = new(memory.Path))
        {
            SnapshotManager manager = new();
            using RunLease lease = store.Acquire(told.RunId);
            LiveRuns.Replay(told, run =>
            {
                int step = run.State.StepResults.Count;
                store.BeginAttempt(lease, $"step-{step}", 1, flush: false);
                store.Save(manager.Create(run), lease);
                if (step == 1 || Steps.Contains(step)) written[step] = Measured(memory.Path);
                return true;
            });
        }

        // The first one has the workflow's whole graph, however few steps are done.
        Quantity PerStep(int steps) => Quantity.Bytes((double)(written[steps].Bytes - written[1].Bytes) / (steps - 1));
        foreach (int steps in Steps)
        {
            yield return new Row
            {
                Operation = "checkpoint per step, bytes written per step",
                Size = $"{steps:N0} steps",
                Median = PerStep(steps),
                Baseline = steps == Steps[0] ? null : $"the same, {Steps[0]} steps",
                BaselineMedian = steps == Steps[0] ? null : PerStep(Steps[0]),
                Goal = steps == Steps[0] ? Goal.MedianAtMost(BytesPerStep) : Goal.MedianAtMost(BytesPerStep).And(Goal.RatioAtMost(GrowthLimit)),
            };
        }

        yield return new Row
        {
            Operation = "checkpoint per step, files of the run",
            Size = $"{Steps[^1]:N0} steps",
            Median = Quantity.Count(written[Steps[^1]].Files),
            Goal = Goal.MedianIs(Quantity.Count(FilesPerRun)),
        };

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
        yield return List(measure);
    }

    /// <summary>What the journal and the values take, and how many files of the run there are beside the values.</summary>
    private static (long Bytes, int Files) Measured(string folder)
    {
        string[] files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        return (
            files.Where(file => file.EndsWith(".journal", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal)).Sum(file => new FileInfo(file).Length),
            Directory.GetFiles(folder).Count(file => System.IO.Path.GetFileName(file)[0] != '.'));
    }

    private static Row Save(Measure measure, Snapshot told)
    {
        using BenchmarkFolder disk = BenchmarkFolder.OnDisk();
        using DirectorySnapshotStore store = new(disk.Path);
        SnapshotManager manager = new();
        RunStore run = LiveRuns.Replay(told);
        using RunLease lease = store.Acquire(told.RunId);
        int number = 0;
        StoredSnapshot Next()
        {
            run.UpdateStepResult($"next-{number++}", StepStatus.Completed);
            return store.Save(manager.Create(run), lease);
        }

        Next();
        byte[] bytes = new byte[Enumerable.Range(0, FirstSaves).Select(_ => Next().Size).Order().ElementAt(FirstSaves / 2)];
        using FileStream bare = BareFile.OpenToAppend(disk.Path);
        return measure.Compare(
            StateSize.Large.Label,
            Operation.Of("save a checkpoint, flushed", Next),
            Operation.Of("bare append and flush", () => BareFile.Append(bare, bytes)),
            Goal.RatioAtMost(SaveLimit));
    }

    private static Row List(Measure measure)
    {
        using BenchmarkFolder memory = BenchmarkFolder.InMemory();
        using DirectorySnapshotStore store = new(memory.Path);
        SnapshotManager manager = new(maxSnapshots: 1);
        for (int number = 0; number < Runs; number++)
        {
            RunStore run = new(RunState.Create("deploy", $"run-{number}", executionGraph: [JsonValue.FromJson("""{"type":"step","step":{"id":"ask"}}""")]));
            run.UpdateStepResult("ask", StepStatus.Suspended, JsonValue.FromJson("""{"question":"All servers are up. Open them for users?"}"""), suspendedPath: [0]);
            store.Save(manager.Create(run));
        }

        return measure.Compare(
            $"{Runs:N0} runs",
            Operation.Of("list the heads of runs", () => store.ListRuns().Count == Runs ? true : throw new InvalidOperationException("Runs are missing.")),
            Operation.Of("read the index", () => Directory.EnumerateFiles(memory.Path, "*.owner").Sum(file => File.ReadAllBytes(file).LongLength)),
            Goal.RatioAtMost(ListLimit));
    }
}
