namespace PSSnapshots.Conversion;

/// <summary>
/// Tells a comparison as lines for a person, as a unified difference does: what it is of, each place, what was there
/// behind a minus and what is there behind a plus; of a step also how long it took, where that changed.
/// </summary>
internal static class ComparisonText
{
    private const string Red = "\u001b[31m";
    private const string Green = "\u001b[32m";
    private const string Cyan = "\u001b[36m";
    private const string Bold = "\u001b[1m";
    private const string Reset = "\u001b[0m";

    /// <param name="from">What the first is called.</param>
    /// <param name="to">What the second is called.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="colored">With ANSI escape sequences.</param>
    /// <returns>The lines; none where nothing changed.</returns>
    public static IEnumerable<string> Lines(string from, string to, IReadOnlyCollection<SnapshotChange> changes, bool colored)
    {
        if (changes.Count == 0) yield break;
        yield return Line(Bold, $"--- {from}");
        yield return Line(Bold, $"+++ {to}");
        var timed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            yield return Line(Cyan, $"@@ {Visible(change.Path)} @@{Step(change, timed)}");
            if (change.Kind == ChangeKind.Equal)
            {
                yield return $"  {Visible(change.FormatTo())}";
                continue;
            }
            if (change.Kind != ChangeKind.Added) yield return Line(Red, $"- {Visible(change.FormatFrom())}");
            if (change.Kind != ChangeKind.Removed) yield return Line(Green, $"+ {Visible(change.FormatTo())}");
        }

        string Line(string color, string text) => colored ? color + text + Reset : text;
    }

    /// <summary>The step, and where it comes up first how long it took, if that is another time.</summary>
    private static string Step(SnapshotChange change, HashSet<string> timed)
    {
        if (change.StepId is not { } step) return "";
        var times = timed.Add(step) ? DurationText.OfChange(change.FromDuration, change.ToDuration) : null;
        return times is null ? $" step {Visible(step)}" : $" step {Visible(step)}  {times}";
    }

    /// <summary>Control characters of a value or a name reach no terminal: they are shown as pictures of themselves.</summary>
    private static string Visible(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(unit => char.IsControl(unit) ? Picture(unit) : unit)) : text;

    private static char Picture(char control) => control < ' ' ? (char)('\u2400' + control) : control == '\u007f' ? '\u2421' : '\ufffd';
}
