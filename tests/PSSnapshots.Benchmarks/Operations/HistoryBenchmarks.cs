using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>The memory of ten snapshots with 1 % of the steps changed between them, compared with that of one state.</summary>
internal static class HistoryBenchmarks
{
    private const int SnapshotCount = 10;
    private const double Limit = 1.05;

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        _ = measure;
        StateSize size = StateSize.Large;
        IReadOnlyList<StateChange> changes = StateChanges.History(StateGenerator.Generate(size), SnapshotCount - 1);
        byte[] json = StateCache.Compact(size);
        Snapshot told = SnapshotReader.Read(json);

        yield return Row("ten snapshots of a live run, retained", () => LiveRuns.Replay(told));
        yield return Row("ten snapshots of a restored run, retained", () => LiveRuns.Restore((byte[])json.Clone()));

        Row Row(string name, Func<RunStore> create) => new()
        {
            Operation = name,
            Size = size.Label,
            Median = Measure.Retained(() => WithHistory(create(), changes)),
            Baseline = "its state alone",
            BaselineMedian = Measure.Retained(create),
            Goal = Goal.RatioAtMost(Limit),
        };
    }

    private static (RunStore Store, SnapshotManager Manager) WithHistory(RunStore store, IReadOnlyList<StateChange> changes)
    {
        SnapshotManager manager = new(SnapshotCount);
        manager.Create(store);
        foreach (StateChange change in changes)
        {
            LiveRuns.Apply(store, change);
            manager.Create(store);
        }

        return (store, manager);
    }
}
