using System.Collections;
using System.Management.Automation;
using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Conversion;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>What a script hands over, beside what Export-Clixml and Import-Clixml do with the same objects.</summary>
[MemoryDiagnoser]
public class ScriptBenchmarks
{
    private const int CaptureCount = 10;
    private const StateSize Size = StateSize.Medium;

    // Deeper than the objects are: CLIXML cuts nothing either.
    private const int Depth = 100;

    private static readonly Goal FiveTimesAsFast = Goal.RatioAtMost(0.2);
    private static readonly Goal OneCopy = Goal.RatioAtMost(1.05);
    private static readonly Goal OneCopyAndTheChanges = Goal.RatioAtMost(1.15);

    private readonly Hashtable _table = NestedTable.Create();
    private readonly byte[] _json = StateCache.Compact(Size);
    private readonly PSObject _run = ScriptObject.Of(StateCache.Compact(Size));
    private string _clixml = "";

    /// <summary>Writes the CLIXML that is read.</summary>
    [GlobalSetup]
    public void SetUp() => _clixml = PSSerializer.Serialize(_run, Depth);

    /// <summary>A nested hashtable to compact JSON and the notes of its types.</summary>
    [Benchmark]
    public JsonValue FreezeTable() => ObjectWalker.ToValue(_table);

    /// <summary>The same to CLIXML.</summary>
    [Benchmark]
    public string SerializeTable() => PSSerializer.Serialize(_table, Depth);

    /// <summary>A custom object with the fields of a run to compact JSON.</summary>
    [Benchmark]
    public string CaptureAndExport() => new SnapshotManager().Export(new SnapshotManager().Create(ShapedRun.ToState(_run)), compress: true);

    /// <summary>The same to CLIXML.</summary>
    [Benchmark]
    public string SerializeRun() => PSSerializer.Serialize(_run, Depth);

    /// <summary>Compact JSON to a snapshot.</summary>
    [Benchmark]
    public Snapshot Import() => SnapshotReader.Read(_json);

    /// <summary>CLIXML to custom objects.</summary>
    [Benchmark]
    public object DeserializeRun() => PSSerializer.Deserialize(_clixml);

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        ScriptBenchmarks benchmarks = new();
        benchmarks.SetUp();
        Operation serialize = Operation.Of("PSSerializer.Serialize", benchmarks.SerializeRun);
        Operation deserialize = Operation.Of("PSSerializer.Deserialize", benchmarks.DeserializeRun);

        yield return measure.Compare(
            $"{NestedTable.ValueCount:N0} items",
            Operation.Of("freeze a nested hashtable", benchmarks.FreezeTable),
            Operation.Of("PSSerializer.Serialize", benchmarks.SerializeTable),
            FiveTimesAsFast);
        yield return measure.Compare(Size.Label, Operation.Of("capture a custom object, export", benchmarks.CaptureAndExport), serialize, Goal.None);
        yield return measure.Compare(Size.Label, Operation.Of("import, compact", benchmarks.Import), deserialize, Goal.None);
        yield return Retained("ten captures of a custom object, retained", change: false, OneCopy);
        yield return Retained("the same, 1 % changed between, retained", change: true, OneCopyAndTheChanges);

        Row Retained(string name, bool change, Goal goal) => new()
        {
            Operation = name,
            Size = Size.Label,
            Median = benchmarks.RetainedBy(CaptureCount, change),
            Baseline = "one capture",
            BaselineMedian = benchmarks.RetainedBy(1, change),
            Goal = goal,
        };
    }

    private Quantity RetainedBy(int count, bool change)
    {
        // The script's own object is there before and after, with what the engine keeps of one whose properties were
        // read, and is not counted.
        PSObject run = ScriptObject.Of(_json);
        Captures(run, 1, change);
        Quantity retained = Measure.Retained(() => Captures(run, count, change));
        GC.KeepAlive(run);
        return retained;
    }

    /// <summary>Captures an object again and again, as New-RunSnapshot does.</summary>
    private static SnapshotManager Captures(PSObject run, int count, bool change)
    {
        SnapshotManager manager = new(count);
        for (int i = 0; i < count; i++)
        {
            if (change && i > 0) Change(run, i);
            RunState state = ShapedRun.ToState(run);
            manager.Create(manager.GetLatest(state.RunId) is { } latest ? StateSharing.Share(state, latest.State) : state);
        }

        return manager;
    }

    /// <summary>Gives every hundredth step another output.</summary>
    private static void Change(PSObject run, int round)
    {
        PSPropertyInfo[] steps = [.. ((PSObject)run.Properties["stepResults"].Value).Properties];
        for (int i = round; i < steps.Length; i += 100)
        {
            PSObject step = (PSObject)steps[i].Value;
            step.Properties.Remove("output");
            step.Properties.Add(new PSNoteProperty("output", $"output of round {round}"));
        }
    }
}
