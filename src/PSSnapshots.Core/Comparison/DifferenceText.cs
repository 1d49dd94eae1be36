namespace PSSnapshots.Comparison;

/// <summary>Formats a list of changes as one line.</summary>
internal static class DifferenceText
{
    private const int MaxChanges = 3;
    private const int MaxValueLength = 40;

    public static string Format(IReadOnlyList<SnapshotChange> changes)
    {
        if (changes.Count == 0) return "no difference";
        var text = string.Join("; ", changes.Take(MaxChanges).Select(Format));
        return changes.Count <= MaxChanges ? text : $"{text}; and {changes.Count - MaxChanges} more";
    }

    private static string Format(SnapshotChange change) => change.Kind switch
    {
        ChangeKind.Added => $"{change.Path} added: {Truncate(change.FormatTo())}",
        ChangeKind.Removed => $"{change.Path} removed: {Truncate(change.FormatFrom())}",
        _ => $"{change.Path} {Truncate(change.FormatFrom())} -> {Truncate(change.FormatTo())}",
    };

    /// <summary>Shortens a long text without splitting a surrogate pair.</summary>
    private static string Truncate(string text)
    {
        if (text.Length <= MaxValueLength) return text;
        var end = char.IsHighSurrogate(text[MaxValueLength - 1]) ? MaxValueLength - 1 : MaxValueLength;
        return text[..end] + "…";
    }
}
