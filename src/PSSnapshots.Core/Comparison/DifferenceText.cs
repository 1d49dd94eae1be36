namespace PSSnapshots.Comparison;

/// <summary>A difference in one line.</summary>
internal static class DifferenceText
{
    private const int ChangesTold = 3;
    private const int LongestValue = 40;

    public static string Of(IReadOnlyList<SnapshotChange> changes)
    {
        if (changes.Count == 0) return "no difference";
        var told = string.Join("; ", changes.Take(ChangesTold).Select(One));
        return changes.Count <= ChangesTold ? told : $"{told}; and {changes.Count - ChangesTold} more";
    }

    private static string One(SnapshotChange change) => change.Kind switch
    {
        ChangeKind.Added => $"{change.Path} added: {Short(change.FormatTo())}",
        ChangeKind.Removed => $"{change.Path} removed: {Short(change.FormatFrom())}",
        _ => $"{change.Path} {Short(change.FormatFrom())} -> {Short(change.FormatTo())}",
    };

    /// <summary>A text cut where it is long, between characters.</summary>
    private static string Short(string text)
    {
        if (text.Length <= LongestValue) return text;
        var end = char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue;
        return text[..end] + "…";
    }
}
