using System.Collections;
using System.Management.Automation;
using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Conversion;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Freezing what a script hands over, beside what Export-Clixml does with the same object.</summary>
[MemoryDiagnoser]
public class FreezeBenchmarks
{
    /// <summary>As deep as an object can be: nothing is cut.</summary>
    internal const int Depth = 512;

    // A fifth: at least five times as fast.
    private const double Limit = 0.2;

    private readonly Hashtable _table = NestedTable.Create();

    /// <summary>Compact JSON and the notes of types.</summary>
    [Benchmark]
    public JsonValue Freeze() => ObjectWalker.ToValue(_table);

    /// <summary>CLIXML.</summary>
    [Benchmark(Baseline = true)]
    public string Serialize() => PSSerializer.Serialize(_table, Depth);

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        FreezeBenchmarks benchmarks = new();
        yield return measure.Compare(
            $"{NestedTable.ValueCount:N0} values",
            Operation.Of("freeze a nested hashtable", benchmarks.Freeze),
            Operation.Of("PSSerializer.Serialize", benchmarks.Serialize),
            Goal.RatioAtMost(Limit));
    }
}
