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
    private const double ImportLimit = 1.5;
    private const double ValidateLimit = 1.2;
    private const double AllocationLimit = 0.6;
    private const double ValidateBytesLimit = 4_000;
    private const double RetainedLimit = 1.5;

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
        foreach (StateSize size in Enum.GetValues<StateSize>())
        {
            ImportBenchmarks benchmarks = new() { Size = size };
            benchmarks.SetUp();
            foreach (bool indented in new[] { false, true })
            {
                byte[] json = indented ? benchmarks._indented : benchmarks._compact;
                string form = indented ? "indented" : "compact";
                Operation pass = Operation.Of("bare reader pass", () => BareReader.CountTokens(json));
                yield return Row($"import, {form}", () => SnapshotReader.Read(json), pass, Goals(ImportLimit, AllocationLimit * json.Length));
                yield return Row($"validate, {form}", () => SnapshotReader.Validate(json), pass, Goals(ValidateLimit, ValidateBytesLimit));
                yield return new Row
                {
                    Operation = $"import, {form}, retained",
                    Size = size.Label,
                    Median = Measure.Retained(() => SnapshotReader.Read((byte[])json.Clone())),
                    Baseline = "the file's bytes",
                    BaselineMedian = Quantity.Bytes(json.Length),
                    Goal = size == StateSize.Small ? Goal.None : Goal.RatioAtMost(RetainedLimit),
                };
            }

            Row Row<T>(string name, Func<T> operation, Operation pass, Goal goal) =>
                measure.Compare(size.Label, Operation.Of(name, operation), pass, goal);

            // The rows of 10 steps are for the growth only, because constant costs predominate there.
            Goal Goals(double ratio, double bytes) =>
                size == StateSize.Small ? Goal.None : Goal.RatioAtMost(ratio).And(Goal.AllocatedAtMost(bytes));
        }
    }
}
