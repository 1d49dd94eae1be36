using System.Collections;
using System.Management.Automation;
using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Conversion;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Capture and import of the objects of a script, compared with Export-Clixml and Import-Clixml.</summary>
[MemoryDiagnoser]
public class ScriptBenchmarks
{
    private const int CaptureCount = 10;
    private const int Measurements = 5;
    private const StateSize Size = StateSize.Medium;

    // Deeper than the objects, so that CLIXML does not truncate anything.
    private const int Depth = 100;

    private static readonly Goal FiveTimesAsFast = Goal.RatioAtMost(0.2);
    private static readonly Goal OneCopy = Goal.RatioAtMost(1.05);
    private static readonly Goal OneCopyAndTheChanges = Goal.RatioAtMost(1.15);

    private static int _changes;

    private readonly Hashtable _table = NestedTable.Create();
    private readonly byte[] _json = StateCache.Compact(Size);
    private readonly PSObject _run = ScriptObject.Of(StateCache.Compact(Size));
    private string _clixml = "";

    /// <summary>Writes the CLIXML for the import.</summary>
    [GlobalSetup]
    public void SetUp() => _clixml = PSSerializer.Serialize(_run, Depth);

    /// <summary>Converts a nested hashtable to compact JSON and type notes.</summary>
    [Benchmark]
    public JsonValue FreezeTable() => ObjectSerializer.ToValue(_table);

    /// <summary>Converts the same object to CLIXML.</summary>
    [Benchmark]
    public string SerializeTable() => PSSerializer.Serialize(_table, Depth);

    /// <summary>Converts a custom object with the fields of a run to compact JSON.</summary>
    [Benchmark]
    public string CaptureAndExport() => new SnapshotManager().Export(new SnapshotManager().Create(ObjectRunReader.ToState(_run)), compress: true);

    /// <summary>Converts the same object to CLIXML.</summary>
    [Benchmark]
    public string SerializeRun() => PSSerializer.Serialize(_run, Depth);

    /// <summary>Converts compact JSON to a snapshot.</summary>
    [Benchmark]
    public Snapshot Import() => SnapshotReader.Read(_json);

    /// <summary>Converts CLIXML to custom objects.</summary>
    [Benchmark]
    public object DeserializeRun() => PSSerializer.Deserialize(_clixml);

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        ScriptBenchmarks benchmarks = new();
        benchmarks.SetUp();
        Operation serialize = Operation.Of("Export-Clixml, in memory", benchmarks.SerializeRun);
        Operation deserialize = Operation.Of("Import-Clixml, from memory", benchmarks.DeserializeRun);

        yield return measure.Compare(
            $"{NestedTable.ValueCount:N0} items",
            Operation.Of("freeze a nested hashtable", benchmarks.FreezeTable),
            Operation.Of("Export-Clixml, in memory", benchmarks.SerializeTable),
            FiveTimesAsFast);
        yield return measure.Compare(Size.Label, Operation.Of("capture a custom object, export", benchmarks.CaptureAndExport), serialize, Goal.None);
        yield return measure.Compare(Size.Label, Operation.Of("import of such an export", benchmarks.Import), deserialize, Goal.None);
        yield return Retained("ten captures of a hashtable, retained", change: false, OneCopy);
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

    /// <summary>Returns the median of several measurements, because a pool that releases a buffer would distort a single one.</summary>
    private Quantity RetainedBy(int count, bool change)
    {
        // The object of the script exists before and after, and is not counted.
        Hashtable run = ScriptObject.TableOf(_json);
        Captures(run, 1, change);
        Quantity[] measured = [.. Enumerable.Range(0, Measurements).Select(_ => Measure.Retained(() => Captures(run, count, change)))];
        GC.KeepAlive(run);
        return measured.OrderBy(quantity => quantity.Amount).ElementAt(Measurements / 2);
    }

    /// <summary>Captures a hashtable repeatedly, as New-RunSnapshot does.</summary>
    private static SnapshotManager Captures(Hashtable run, int count, bool change)
    {
        SnapshotManager manager = new(count);
        for (int i = 0; i < count; i++)
        {
            if (change && i > 0) Change(run, i);
            RunState state = ObjectRunReader.ToState(PSObject.AsPSObject(run));
            manager.Create(manager.GetLatest(state.RunId) is { } latest ? StateSharing.Share(state, latest.State) : state);
        }

        return manager;
    }

    /// <summary>Sets a new output for every hundredth step.</summary>
    private static void Change(Hashtable run, int round)
    {
        Hashtable steps = (Hashtable)run["stepResults"]!;
        string[] ids = [.. steps.Keys.Cast<string>().Order(StringComparer.Ordinal)];
        for (int i = round; i < ids.Length; i += 100) ((Hashtable)steps[ids[i]]!)["output"] = $"output {++_changes}";
    }
}
