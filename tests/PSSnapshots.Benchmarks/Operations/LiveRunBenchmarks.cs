using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Capture of a live run, and restore into one. Both must be independent of the size of the run.</summary>
[MemoryDiagnoser]
public class LiveRunBenchmarks
{
    private const double GrowthLimit = 1.5;
    private static readonly Goal CaptureGoal = Goal.MedianAtMost(Quantity.Nanoseconds(200)).And(Goal.AllocatedAtMost(200));

    // A restore allocates a new state of 136 bytes. With the snapshot of the replaced state, and the link between the
    // state and its snapshot, that is 272 bytes.
    private static readonly Goal RestoreGoal = Goal.MedianAtMost(Quantity.Nanoseconds(1_000)).And(Goal.AllocatedAtMost(300));

    private readonly SnapshotManager _manager = new();
    private RunStore? _store;
    private Snapshot? _snapshot;
    private int _notifications;

    /// <summary>The size of the run.</summary>
    [Params(StateSize.Small, StateSize.Medium, StateSize.Large)]
    public StateSize Size { get; set; }

    /// <summary>Creates a run of the given size with the actions of a store, and fills its history.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _store = LiveRuns.Replay(SnapshotReader.Read(StateCache.Compact(Size)));
        for (int i = 0; i < _manager.MaxSnapshots; i++) _snapshot = _manager.Create(_store);
        _store.AddLog("captured");
        _store.Subscribe((_, _) => _notifications++);
    }

    /// <summary>Takes a snapshot, which replaces the oldest one.</summary>
    [Benchmark]
    public Snapshot Capture() => _manager.Create(_store!);

    /// <summary>Restores a snapshot, with one observer.</summary>
    [Benchmark]
    public void Restore() => _manager.Restore(_store!, _snapshot!);

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        LiveRunBenchmarks[] sizes = [.. Enum.GetValues<StateSize>().Select(size => new LiveRunBenchmarks { Size = size })];
        foreach (LiveRunBenchmarks benchmarks in sizes) benchmarks.SetUp();

        Operation[] captures = [.. sizes.Select(benchmarks => Operation.Of("capture a live run", benchmarks.Capture))];
        foreach (Row row in Measure.Settled(() => Rows(measure, sizes, captures, CaptureGoal))) yield return row;

        Operation[] restores = [.. sizes.Select(benchmarks => Operation.Of("restore into a live run", benchmarks.Restore))];
        foreach (Row row in Measure.Settled(() => Rows(measure, sizes, restores, RestoreGoal))) yield return row;

        LiveRunBenchmarks large = sizes[^1];
        large._notifications = 0;
        large.Restore();
        yield return new Row
        {
            Operation = "restore, notifications",
            Size = large.Size.Label,
            Median = Quantity.Count(large._notifications),
            Goal = Goal.MedianIs(Quantity.Count(1)),
        };
    }

    private static Row[] Rows(Measure measure, LiveRunBenchmarks[] sizes, Operation[] operations, Goal absolute)
    {
        IReadOnlyList<Sample> medians = measure.Interleaved(operations);
        return
        [
            .. operations.Select((operation, i) => new Row
            {
                Operation = operation.Name,
                Size = sizes[i].Size.Label,
                Median = medians[i].Time,
                AllocatedBytes = medians[i].AllocatedBytes,
                Baseline = i == 0 ? null : $"the same, {sizes[0].Size.Label}",
                BaselineMedian = i == 0 ? null : medians[0].Time,
                Goal = i == 0 ? absolute : absolute.And(Goal.RatioAtMost(GrowthLimit)),
            }),
        ];
    }
}
