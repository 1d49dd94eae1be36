using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Import, which validates, and validation alone, of compact and of indented JSON.</summary>
[MemoryDiagnoser]
public class ImportBenchmarks
{
    private const double Limit = 3;

    private byte[] _compact = [];
    private byte[] _indented = [];

    /// <summary>The size of the state.</summary>
    [Params(StateSize.Medium, StateSize.Large)]
    public StateSize Size { get; set; }

    /// <summary>Generates the state.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _compact = StateCache.Compact(Size);
        _indented = StateCache.Indented(Size);
    }

    /// <summary>Import of compact JSON.</summary>
    [Benchmark]
    public Snapshot ImportCompact() => SnapshotReader.Read(_compact);

    /// <summary>Import of indented JSON.</summary>
    [Benchmark]
    public Snapshot ImportIndented() => SnapshotReader.Read(_indented);

    /// <summary>Validation of compact JSON.</summary>
    [Benchmark]
    public IReadOnlyList<SnapshotViolation> ValidateCompact() => SnapshotReader.Validate(_compact);

    /// <summary>Validation of indented JSON.</summary>
    [Benchmark]
    public IReadOnlyList<SnapshotViolation> ValidateIndented() => SnapshotReader.Validate(_indented);

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        foreach (StateSize size in new[] { StateSize.Medium, StateSize.Large })
        {
            ImportBenchmarks benchmarks = new() { Size = size };
            benchmarks.SetUp();
            Operation compactPass = Operation.Of("bare reader pass", () => BareReader.CountTokens(benchmarks._compact));
            Operation indentedPass = Operation.Of("bare reader pass", () => BareReader.CountTokens(benchmarks._indented));
            yield return Row(Operation.Of("import, compact", benchmarks.ImportCompact), compactPass);
            yield return Row(Operation.Of("import, indented", benchmarks.ImportIndented), indentedPass);
            yield return Row(Operation.Of("validate, compact", benchmarks.ValidateCompact), compactPass);
            yield return Row(Operation.Of("validate, indented", benchmarks.ValidateIndented), indentedPass);

            Row Row(Operation operation, Operation pass) =>
                measure.Compare(size.Label, operation, pass, Goal.RatioAtMost(Limit));
        }
    }
}
