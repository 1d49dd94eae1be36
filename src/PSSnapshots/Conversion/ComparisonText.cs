namespace PSSnapshots.Conversion;

/// <summary>
/// Formats a comparison as text, similar to a unified diff: each path, the old value after a minus, the new value
/// after a plus, and the duration of a step if it changed.
/// </summary>
internal static class ComparisonText
{
    /// <param name="from">The name of the reference state.</param>
    /// <param name="to">The name of the difference state.</param>
    /// <param name="changes">The changes.</param>
    /// <returns>The lines, or an empty sequence if nothing changed.</returns>
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

    /// <summary>Returns the step, with the duration on its first occurrence if the duration changed.</summary>
    private static string Step(SnapshotChange change, HashSet<string> timed)
    {
        if (change.StepId is not { } step) return "";
        var times = timed.Add(step) ? DurationText.OfChange(change.FromDuration, change.ToDuration) : null;
        return times is null ? $" step {VisibleText.Of(step)}" : $" step {VisibleText.Of(step)}  {times}";
    }
}
