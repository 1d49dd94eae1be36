using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;
using PSSnapshots.Workflows;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>What it takes a new process to go on with a run whose steps are completed but for the last, which waits.</summary>
internal static class ResumeBenchmarks
{
    private const int Steps = 20_000;
    private const double Limit = 2;

    private static readonly StepCode Code = new("{ }", new object());
    private static readonly JsonValue Output = JsonValue.FromJson($$"""{"text":"{{new string('x', 300)}}"}""");

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        using BenchmarkFolder memory = BenchmarkFolder.InMemory();
        using DirectorySnapshotStore checkpoints = new(memory.Path);
        WorkflowDefinition definition = new([.. Enumerable.Range(1, Steps).Select(number => new StepNode($"s{number}", Code))]);
        RunStore begun = new(RunState.Create("w", "long"));
        new WorkflowRunner(definition, begun, new Host()).Start();
        Snapshot waiting = new SnapshotManager().Create(begun);
        byte[] export = System.Text.Encoding.UTF8.GetBytes(SnapshotWriter.ToJson(waiting, compress: true));
        checkpoints.Save(waiting);
        Action rewind = Rewind(memory.Path);
        string size = $"{Steps:N0} steps";
        Operation import = Operation.Of("import of its snapshot", () => SnapshotReader.Read(export));

        yield return measure.Compare(
            size, Operation.Of("import and resume", () => Resume(definition, SnapshotReader.Read(export), null)), import, Goal.RatioAtMost(Limit));
        yield return measure.Compare(
            size,
            Operation.Of("resume from a folder, with checkpoints", () =>
            {
                using DirectorySnapshotStore opened = new(memory.Path);
                RunState state = Resume(definition, opened.Read(opened.GetLatest("long")!), opened);
                rewind();
                return state;
            }),
            import,
            Goal.RatioAtMost(Limit));
    }

    /// <summary>Gives the files of the run the content again that they have now, without the store: it is not what is measured.</summary>
    private static Action Rewind(string folder)
    {
        string journal = Directory.GetFiles(folder, "*.journal").Single();
        string owner = Directory.GetFiles(folder, "*.owner").Single();
        long length = new FileInfo(journal).Length;
        byte[] ownership = File.ReadAllBytes(owner);
        return () =>
        {
            using FileStream file = File.OpenWrite(journal);
            file.SetLength(length);
            File.WriteAllBytes(owner, ownership);
        };
    }

    private static RunState Resume(WorkflowDefinition definition, Snapshot snapshot, ISnapshotStore? checkpoints)
    {
        RunStore run = new SnapshotManager().Restore(snapshot).Store;
        RunState state = new WorkflowRunner(definition, run, new Host(), new RunnerOptions { Checkpoints = checkpoints }).Resume(JsonValue.Null);
        return state.Status == RunStatus.Completed ? state : throw new InvalidOperationException($"The run is {state.Status}.");
    }

    /// <summary>Gives each step the same output; the last one waits the first time.</summary>
    private sealed class Host : IStepHost
    {
        public StepOutcome Invoke(StepCode code, StepCall context, CancellationToken cancellation) =>
            new(Output, IsSuspended: context.StepId == $"s{Steps}" && !context.IsResumed);

        public bool Test(StepCode code, StepCall context, CancellationToken cancellation) => throw new NotSupportedException();

        public IReadOnlyList<JsonValue> GetItems(StepCode code, StepCall context, CancellationToken cancellation) => throw new NotSupportedException();

        public void RunAtOnce(IReadOnlyList<Action<IStepHost>> bodies, int throttleLimit) => throw new NotSupportedException();

        public void Wait(TimeSpan delay, CancellationToken cancellation) => throw new NotSupportedException();

        public RunError ToRunError(Exception failure) => throw new NotSupportedException();
    }
}
