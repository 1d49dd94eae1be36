using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Comparison of two snapshots of one history, and of two files.</summary>
[MemoryDiagnoser]
public class CompareBenchmarks
{
    private readonly SnapshotManager _manager = new();
    private byte[] _json = [];
    private byte[] _changedJson = [];
    private Snapshot? _before;
    private Snapshot? _same;
    private Snapshot? _after;
    private Snapshot? _afterFew;
    private Snapshot? _imported;
    private Snapshot? _importedAgain;
    private Snapshot? _importedChanged;
    private RunState? _items;
    private RunState? _itemsAndOne;

    /// <summary>The size of the states.</summary>
    [Params(StateSize.Medium, StateSize.Large)]
    public StateSize Size { get; set; }

    /// <summary>Applies a change to a run, and reads the same states from files.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        GeneratedState state = StateGenerator.Generate(Size);
        StateChange change = StateChanges.Of(state);
        _json = StateCache.Compact(Size);
        _changedJson = state.ToJson(change);
        _imported = SnapshotReader.Read(_json);
        _importedAgain = SnapshotReader.Read((byte[])_json.Clone());
        _importedChanged = SnapshotReader.Read(_changedJson);

        _items = RunState.Create("list", "list", Items(0));
        _itemsAndOne = RunState.Create("list", "list", Items(-1));

        RunStore store = LiveRuns.Replay(_imported);
        _before = _manager.Create(store);
        _same = _manager.Create(store);
        LiveRuns.Apply(store, change);
        _after = _manager.Create(store);

        RunStore few = new(_before.State);
        LiveRuns.Apply(few, change with { Steps = [.. change.Steps.Take(change.Steps.Count / 10)], Logs = [change.Logs[0]] });
        _afterFew = _manager.Create(few);
    }

    /// <summary>Two snapshots of one history, between which 1 % of the steps changed.</summary>
    [Benchmark]
    public int CompareChanged() => StateComparison.Compare(_before!, _after!).Count;

    /// <summary>Two snapshots of one history, between which 0.1 % of the steps changed.</summary>
    [Benchmark]
    public int CompareFewChanged() => StateComparison.Compare(_before!, _afterFew!).Count;

    /// <summary>Two snapshots of one history, between which nothing changed.</summary>
    [Benchmark]
    public int CompareIdentical() => StateComparison.Compare(_before!, _same!).Count;

    /// <summary>The same file, imported twice.</summary>
    [Benchmark]
    public int CompareImports() => StateComparison.Compare(_imported!, _importedAgain!).Count;

    /// <summary>Two files, between which 1 % of the steps changed.</summary>
    [Benchmark]
    public int CompareChangedImports() => StateComparison.Compare(_imported!, _importedChanged!).Count;

    /// <summary>An array of 10,000 objects, and the same array with an item inserted at the beginning.</summary>
    [Benchmark]
    public int CompareOneInFront() => StateComparison.Compare(_items!, _itemsAndOne!).Count;

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        CompareBenchmarks benchmarks = new() { Size = StateSize.Large };
        benchmarks.SetUp();
        Operation passes = Operation.Of(
            "bare reader pass over both",
            () => BareReader.CountTokens(benchmarks._json) + BareReader.CountTokens(benchmarks._changedJson));
        yield return Row("compare, one history, 1 % changed", benchmarks.CompareChanged, null, Goal.MedianAtMost(Quantity.Milliseconds(0.3)));
        yield return Row(
            "compare, one history, 0.1 % changed",
            benchmarks.CompareFewChanged,
            Operation.Of("the same, 1 % changed", benchmarks.CompareChanged),
            Goal.RatioAtMost(0.15));
        yield return Row("compare, one history, identical", benchmarks.CompareIdentical, null, Goal.MedianAtMost(Quantity.Milliseconds(0.01)));
        yield return Row("compare, two imports, identical", benchmarks.CompareImports, passes, Goal.RatioAtMost(0.25));
        yield return Row("compare, two imports, 1 % changed", benchmarks.CompareChangedImports, passes, Goal.None);
        yield return measure.Compare(
            "10,000 items", Operation.Of("compare, one item put in front", benchmarks.CompareOneInFront), null, Goal.MedianAtMost(Quantity.Milliseconds(20)));

        Row Row(string name, Func<int> compare, Operation? baseline, Goal goal) =>
            measure.Compare(benchmarks.Size.Label, Operation.Of(name, compare), baseline, goal);
    }

    private static JsonValue Items(int first) => JsonValue.FromJson(
        $"[{string.Join(',', Enumerable.Range(first, 10_000 - first).Select(i => $"{{\"a\":{i},\"b\":\"item {i}\"}}"))}]");
}
