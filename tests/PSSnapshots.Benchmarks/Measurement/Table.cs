using System.Globalization;

namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>Prints rows as a Markdown table whose columns also line up in a terminal.</summary>
internal static class Table
{
    private static readonly Column[] Columns =
    [
        new("Operation", false, row => row.Operation),
        new("Size", false, row => row.Size),
        new("Median", true, row => row.Median.ToString()),
        new("Growth", true, row => row.Growth?.ToString("0.00", CultureInfo.InvariantCulture) ?? ""),
        new("Allocated", true, row => row.AllocatedBytes is double bytes ? Quantity.Bytes(bytes).ToString() : ""),
        new("Baseline", false, row => row.Baseline ?? ""),
        new("Its median", true, row => row.BaselineMedian?.ToString() ?? ""),
        new("Ratio", true, row => row.Ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? ""),
        new("Goal", false, row => row.Goal.Text),
        new("Holds", false, row => row.Holds switch { true => "yes", false => "NO", null => "" }),
    ];

    /// <summary>Writes the table.</summary>
    public static void Write(TextWriter output, IReadOnlyCollection<Row> rows)
    {
        rows = [.. WithGrowth(rows)];
        int[] widths = [.. Columns.Select(column => column.Width(rows))];

        WriteLine(output, Columns.Select((column, i) => column.Align(column.Title, widths[i])));
        WriteLine(output, Columns.Select((column, i) => column.Rule(widths[i])));
        foreach (Row row in rows) WriteLine(output, Columns.Select((column, i) => column.Align(column.Text(row), widths[i])));
    }

    /// <summary>Compares each row with the one before it of the same operation at another size.</summary>
    private static IEnumerable<Row> WithGrowth(IEnumerable<Row> rows)
    {
        Dictionary<string, Row> before = new(StringComparer.Ordinal);
        foreach (Row row in rows)
        {
            bool isKnown = before.TryGetValue(row.Operation, out Row? smaller);
            if (!isKnown || smaller!.Size != row.Size) before[row.Operation] = row;
            yield return isKnown && smaller!.Size != row.Size ? row with { Growth = row.Median.Amount / smaller.Median.Amount } : row;
        }
    }

    private static void WriteLine(TextWriter output, IEnumerable<string> cells) =>
        output.WriteLine($"| {string.Join(" | ", cells)} |");

    private sealed record Column(string Title, bool IsNumber, Func<Row, string> Text)
    {
        public int Width(IReadOnlyCollection<Row> rows) => rows.Select(Text).Append(Title).Max(text => text.Length);

        public string Align(string text, int width) => IsNumber ? text.PadLeft(width) : text.PadRight(width);

        public string Rule(int width) => IsNumber ? new string('-', width - 1) + ":" : new string('-', width);
    }
}
