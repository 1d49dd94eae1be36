namespace PSSnapshots.Conversion;

/// <summary>
/// Tells a comparison as lines for a person, as a unified difference does: what it is of, each place, what was there
/// behind a minus and what is there behind a plus; of a step also how long it took, where that changed.
/// </summary>
internal static class ComparisonText
{
    /// <param name="from">What the first is called.</param>
    /// <param name="to">What the second is called.</param>
    /// <param name="changes">The changes.</param>
    /// <returns>The lines; none where nothing changed.</returns>
    public static IEnumerable<string> Lines(string from, string to, IReadOnlyCollection<SnapshotChange> changes)
    {
        if (changes.Count == 0) yield break;
        yield return $"--- {VisibleText.Of(from)}";
        yield return $"+++ {VisibleText.Of(to)}";
        var timed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            yield return $"@@ {VisibleText.Of(change.Path)} @@{Step(change, timed)}";
            if (change.Kind == ChangeKind.Equal)
            {
                yield return $"  {VisibleText.Of(change.FormatTo())}";
                continue;
            }
            if (change.Kind != ChangeKind.Added) yield return $"- {VisibleText.Of(change.FormatFrom())}";
            if (change.Kind != ChangeKind.Removed) yield return $"+ {VisibleText.Of(change.FormatTo())}";
        }
    }

    /// <summary>The step, and where it comes up first how long it took, if that is another time.</summary>
    private static string Step(SnapshotChange change, HashSet<string> timed)
    {
        if (change.StepId is not { } step) return "";
        var times = timed.Add(step) ? DurationText.OfChange(change.FromDuration, change.ToDuration) : null;
        return times is null ? $" step {VisibleText.Of(step)}" : $" step {VisibleText.Of(step)}  {times}";
    }
}
