using PSSnapshots.Benchmarks.Engine;
using PSSnapshots.Benchmarks.Measurement;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Whole processes of the released PowerShell, with and without the module.</summary>
internal static class ProcessBenchmarks
{
    private const int ProcessCount = 11;
    private const double ImportLimit = 1.35;

    private static readonly string ImportOwn = $"Import-Module '{BuiltModules.Snapshots}' -ErrorAction Stop";
    private static readonly string ImportEmpty = $"Import-Module '{BuiltModules.Empty}' -ErrorAction Stop";

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure _) => Measure.Settled(() =>
    [
        .. WholeProcesses(),
        Row("Import-Module, inside the process", "an empty module", Goal.RatioAtMost(ImportLimit), MediansOf(
            () => PwshProcess.MeasureInside(ImportOwn), () => PwshProcess.MeasureInside(ImportEmpty))),
    ]);

    private static IEnumerable<Row> WholeProcesses()
    {
        var medians = MediansOf(() => PwshProcess.Measure("1"), () => PwshProcess.Measure(ImportEmpty), () => PwshProcess.Measure(ImportOwn));
        yield return Row("pwsh -NoProfile -Command 1", null, Goal.None, [medians[0]]);
        yield return Row("the same, importing an empty module", "pwsh alone", Goal.None, [medians[1], medians[0]]);
        yield return Row("the same, importing the module", "pwsh alone", Goal.None, [medians[2], medians[0]]);
    }

    private static Row Row(string operation, string? baseline, Goal goal, double[] medians) => new()
    {
        Operation = operation,
        Size = "",
        Median = Quantity.Milliseconds(medians[0]),
        Baseline = baseline,
        BaselineMedian = baseline is null ? null : Quantity.Milliseconds(medians[1]),
        Goal = goal,
    };

    /// <summary>Takes the measurements in turns, so that a busy machine slows all of them.</summary>
    private static double[] MediansOf(params Func<double>[] measurements)
    {
        var samples = measurements.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < ProcessCount; round++)
            for (var i = 0; i < measurements.Length; i++) samples[i].Add(measurements[i]());
        return [.. samples.Select(sample => sample.Order().ElementAt(ProcessCount / 2))];
    }
}
