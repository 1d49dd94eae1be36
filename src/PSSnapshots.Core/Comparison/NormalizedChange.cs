namespace PSSnapshots.Comparison;

/// <summary>A change without run-specific data.</summary>
internal sealed class NormalizedChange
{
    private NormalizedChange(SnapshotChange change, (string First, string Second) position, JsonValue? from, JsonValue? to)
    {
        Change = change;
        Position = position;
        From = from;
        To = to;
        Path = $"{change.Kind} {position.First} {(change.Kind == ChangeKind.Removed ? position.First : position.Second)}";
    }

    public SnapshotChange Change { get; }

    /// <summary>The path in the first and in the second state, as JSON Pointers (RFC 6901).</summary>
    public (string First, string Second) Position { get; }

    /// <summary>The kind of the change and its path.</summary>
    public string Path { get; }

    public JsonValue? From { get; }

    public JsonValue? To { get; }

    /// <summary>Normalizes a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="reference">The normalizer of the first state.</param>
    /// <param name="run">The normalizer of the second state.</param>
    public static NormalizedChange Of(SnapshotChange change, RunNormalizer reference, RunNormalizer run)
    {
        // The member names of an added value are those of the second state, and the names of a removed value those of the first.
        var first = change.Kind == ChangeKind.Added ? run : reference;
        var second = change.Kind == ChangeKind.Removed ? reference : run;
        var position = (first.NormalizePath(change.FullPath.Tokens(second: false)), second.NormalizePath(change.FullPath.Tokens(second: true)));
        var tokens = change.Tokens;
        return new NormalizedChange(change, position, reference.Normalize(tokens, change.FromJson), run.Normalize(tokens, change.ToJson));
    }
}
