namespace PSSnapshots;

/// <summary>
/// Colors the lines of <c>Compare-RunSnapshot -As Text</c>. The lines are plain text. Colors are added only when a
/// line is displayed, so captured or redirected output contains none.
/// </summary>
public static class ComparisonLine
{
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Cyan = "\u001b[36m";
    private const string Bold = "\u001b[1m";
    private const string Reset = "\u001b[0m";

    /// <summary>The type name of a line, which selects its view.</summary>
    internal const string TypeName = "PSSnapshots.ComparisonLine";

    /// <summary>Returns a line with ANSI escape sequences for its color.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The line with escape sequences.</returns>
    public static string InColor(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var color = line switch
        {
            ['-', '-', '-', ..] or ['+', '+', '+', ..] => Bold,
            ['@', '@', ..] => Cyan,
            ['-', ..] => Red,
            ['+', ..] => Green,
            _ => "",
        };
        return color.Length == 0 ? line : color + line + Reset;
    }
}
