using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Collections;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>One change of a live run: a step's result, and a log entry at the end of a long log.</summary>
[MemoryDiagnoser]
public class UpdateBenchmarks
{
    private const double UpdateLimit = 1;
    private const double AppendLimit = 3;
    private const int LogCount = 100_000;

    private static readonly RunLog Entry = new(DateTimeOffset.UnixEpoch, RunLogType.Status, "told");

    private RunStore? _store;
    private RunState? _begin;
    private string[] _ids = [];
    private ImmutableDictionary<string, StepResult> _dictionary = ImmutableDictionary<string, StepResult>.Empty;
    private EntryList<RunLog> _longLog = EntryList<RunLog>.Empty;
    private EntryList<RunLog> _log = EntryList<RunLog>.Empty;
    private List<RunLog> _longList = [];
    private List<RunLog> _list = [];
    private int _next;

    /// <summary>The size of the run.</summary>
    [Params(StateSize.Small, StateSize.Medium, StateSize.Large)]
    public StateSize Size { get; set; }

    /// <summary>Creates a run of the given size with the actions of a store, and a log of 100,000 entries.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _store = LiveRuns.Replay(SnapshotReader.Read(StateCache.Compact(Size)));
        _begin = _store.State;
        _ids = [.. _begin.StepResults.Keys];
        Random.Shared.Shuffle(_ids);
        // Results are compared by reference, as the store does. A comparison by value would serialize them.
        _dictionary = ImmutableDictionary
            .Create<string, StepResult>(StringComparer.Ordinal, ReferenceEqualityComparer.Instance)
            .AddRange(_begin.StepResults);
        _longList = [.. Enumerable.Repeat(Entry, LogCount)];
        _longLog = _longList.Aggregate(EntryList<RunLog>.Empty, (list, entry) => list.Add(entry));
        _log = _longLog;
        _list = [.. _longList];
    }

    /// <summary>Sets another result of a step, which also adds a log entry. The log grows while the benchmark runs.</summary>
    [Benchmark]
    public void Update() => _store!.UpdateStepResult(Next());

    /// <summary>Sets the same result in a dictionary.</summary>
    [Benchmark]
    public ImmutableDictionary<string, StepResult> SetItem()
    {
        StepResult result = Next();
        return _dictionary = _dictionary.SetItem(result.Id, result);
    }

    /// <summary>Adds an entry to a log of 100,000 to 200,000 entries.</summary>
    [Benchmark]
    public EntryList<RunLog> Append()
    {
        if (_log.Count == 2 * LogCount) _log = _longLog;
        return _log = _log.Add(Entry);
    }

    /// <summary>Adds an entry to a list of 100,000 to 200,000 entries. The list is resized once.</summary>
    [Benchmark]
    public void Add()
    {
        if (_list.Count == 2 * LogCount) _list = [.. _longList];
        _list.Add(Entry);
    }

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        UpdateBenchmarks? last = null;
        foreach (StateSize size in Enum.GetValues<StateSize>())
        {
            UpdateBenchmarks benchmarks = last = new() { Size = size };
            benchmarks.SetUp();
            yield return measure.Compare(
                size.Label,
                Operation.Of("update a step's result", benchmarks.Update),
                Operation.Of("ImmutableDictionary.SetItem", benchmarks.SetItem),
                size == StateSize.Large ? Goal.RatioAtMost(UpdateLimit) : Goal.None);
        }

        yield return measure.Compare(
            "100,000 logs",
            Operation.Of("append a log", last!.Append),
            Operation.Of("List<T>.Add", last.Add),
            Goal.RatioAtMost(AppendLimit));
    }

    /// <summary>Returns a new result for the next step, in a random order.</summary>
    private StepResult Next()
    {
        if (_next == _ids.Length) _next = 0;
        return new StepResult(_ids[_next++], StepStatus.Completed, JsonValue.EmptyObject);
    }
}
