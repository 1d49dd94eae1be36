using PSSnapshots.Benchmarks.Engine;
using PSSnapshots.Benchmarks.Measurement;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Whole processes of the released PowerShell, with and without the module.</summary>
internal static class ProcessBenchmarks
{
    private const int ProcessCount = 11;
    private const double ImportLimit = 1.35;
    private const int WorkflowCount = 5;
    private const int Steps = 1_000;

    private static readonly string ImportOwn = $"Import-Module '{BuiltModules.Snapshots}' -ErrorAction Stop";
    private static readonly string ImportEmpty = $"Import-Module '{BuiltModules.Empty}' -ErrorAction Stop";

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure _) => Measure.Settled(() =>
    [
        .. WholeProcesses(),
        Row("Import-Module, inside the process", "an empty module", Goal.RatioAtMost(ImportLimit), MediansOf(
            () => PwshProcess.MeasureInside(ImportOwn), () => PwshProcess.MeasureInside(ImportEmpty))),
    ]);

    /// <summary>The rows of a workflow whose steps are checkpointed, as a script starts it.</summary>
    internal static IEnumerable<Row> WorkflowRows(Measure _)
    {
        List<double> bare = [];
        List<double> saved = [];
        int files = 0;
        for (int sample = 0; sample < WorkflowCount; sample++)
        {
            bare.Add(PwshProcess.MeasureInside(ImportOwn, Workflow("")));
            using BenchmarkFolder disk = BenchmarkFolder.OnDisk();
            saved.Add(PwshProcess.MeasureInside(ImportOwn, Workflow($"-Store '{disk.Path}'")));
            files = Directory.GetFiles(disk.Path).Count(file => Path.GetFileName(file)[0] != '.');
        }

        yield return new Row
        {
            Operation = "a workflow in pwsh, a checkpoint per step",
            Size = $"{Steps:N0} steps",
            Median = Quantity.Milliseconds(saved.Order().ElementAt(WorkflowCount / 2)),
            Baseline = "without checkpoints",
            BaselineMedian = Quantity.Milliseconds(bare.Order().ElementAt(WorkflowCount / 2)),
            Goal = Goal.None,
        };
        yield return new Row
        {
            Operation = "a workflow in pwsh, files of the run",
            Size = $"{Steps:N0} steps",
            Median = Quantity.Count(files),
            Goal = Goal.MedianIs(Quantity.Count(StoreBenchmarks.FilesPerRun)),
        };
    }

    private static string Workflow(string store) => $$"""
        $run = New-WorkflowRun w long -Definition { foreach ($number in 1..{{Steps}}) { Step "s$number" { 1 } } } | Start-WorkflowRun {{store}}
        if ("$($run.Status)" -ne 'Completed') { throw "The run is $($run.Status)." }
        """;

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
