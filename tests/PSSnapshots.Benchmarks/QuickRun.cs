using System.Diagnostics;
using System.Globalization;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.Operations;

namespace PSSnapshots.Benchmarks;

/// <summary>All operations against their baselines and goals, in less than two minutes.</summary>
internal static class QuickRun
{
    private static readonly (string Name, Func<Measure, IEnumerable<Row>> Rows)[] Families =
    [
        ("baseline", BaselineBenchmarks.QuickRows),
        ("live", LiveRunBenchmarks.QuickRows),
        ("update", UpdateBenchmarks.QuickRows),
        ("history", HistoryBenchmarks.QuickRows),
        ("import", ImportBenchmarks.QuickRows),
        ("export", ExportBenchmarks.QuickRows),
        ("compare", CompareBenchmarks.QuickRows),
        ("materialize", MaterializeBenchmarks.QuickRows),
        ("script", ScriptBenchmarks.QuickRows),
        ("cmdlet", CmdletBenchmarks.QuickRows),
        ("process", ProcessBenchmarks.QuickRows),
        ("store", StoreBenchmarks.QuickRows),
        ("workflow", WorkflowBenchmarks.QuickRows),
        ("resume", ResumeBenchmarks.QuickRows),
        ("script-workflow", ProcessBenchmarks.WorkflowRows),
    ];

    private static readonly (string Name, Func<Measure, IEnumerable<Row>> Rows)[] FamiliesOnDemand =
    [
        ("huge", HugeFileBenchmarks.QuickRows),
    ];

    /// <summary>Measures, prints the table, and returns whether every goal is reached.</summary>
    /// <param name="names">The families to measure; all where there are none.</param>
    /// <param name="output">What the table goes to.</param>
    /// <param name="progress">What each row goes to as soon as it is measured.</param>
    public static bool Run(IReadOnlyCollection<string> names, TextWriter output, TextWriter progress)
    {
        (string Name, Func<Measure, IEnumerable<Row>> Rows)[] known = [.. Families, .. FamiliesOnDemand];
        if (names.FirstOrDefault(name => !known.Any(family => family.Name == name)) is { } unknown)
        {
            progress.WriteLine($"There is no family '{unknown}'. There are: {string.Join(", ", known.Select(family => family.Name))}.");
            return false;
        }

        long start = Stopwatch.GetTimestamp();
        Measure measure = new();
        List<Row> rows = [];
        var chosen = names.Count == 0 ? Families : known.Where(family => names.Contains(family.Name));
        foreach (Row row in chosen.SelectMany(family => family.Rows(measure)))
        {
            progress.WriteLine($"{row.Operation}, {row.Size}: {row.Median}");
            rows.Add(row);
        }

        Table.Write(output, rows);
        string seconds = Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        output.WriteLine();
        output.WriteLine($"{rows.Count(row => row.Holds == false)} of {rows.Count} rows miss their goal; {seconds} s.");
        return rows.TrueForAll(row => row.Holds is not false);
    }
}
