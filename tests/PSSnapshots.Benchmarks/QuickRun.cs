using System.Diagnostics;
using System.Globalization;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.Operations;

namespace PSSnapshots.Benchmarks;

/// <summary>All operations against their baselines and goals, in less than two minutes.</summary>
internal static class QuickRun
{
    private static readonly Func<Measure, IEnumerable<Row>>[] Families =
    [
        BaselineBenchmarks.QuickRows,
        LiveRunBenchmarks.QuickRows,
        HistoryBenchmarks.QuickRows,
        ImportBenchmarks.QuickRows,
        ExportBenchmarks.QuickRows,
        CompareBenchmarks.QuickRows,
        StoreBenchmarks.QuickRows,
        WorkflowBenchmarks.QuickRows,
    ];

    /// <summary>Measures, prints the table, and returns whether every goal is reached.</summary>
    /// <param name="output">Gets the table.</param>
    /// <param name="progress">Gets a line per row as it comes.</param>
    /// <param name="family">How the name of the only class begins whose rows are wanted; all where it is empty.</param>
    public static bool Run(TextWriter output, TextWriter progress, string family = "")
    {
        long start = Stopwatch.GetTimestamp();
        Measure measure = new();
        List<Row> rows = [];
        foreach (Row row in Families.Where(rows => rows.Method.DeclaringType!.Name.StartsWith(family, StringComparison.OrdinalIgnoreCase)).SelectMany(family => family(measure)))
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
