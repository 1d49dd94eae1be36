using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// What a run differs in from the reference, without what is another in every run; the order in which the changes were
/// found does not matter.
/// </summary>
internal sealed class DifferenceKey : IEquatable<DifferenceKey>
{
    private readonly (string Place, JsonValue? From, JsonValue? To)[] _changes;

    private DifferenceKey((string Place, JsonValue? From, JsonValue? To)[] changes) => _changes = changes;

    /// <summary>The key of the changes between two states, and those among them that tell of more than another run.</summary>
    public static (DifferenceKey Key, List<SnapshotChange> Changes) Of(string fromRun, string toRun, IEnumerable<SnapshotChange> changes)
    {
        var (reference, run) = (new RunNeutral(fromRun), new RunNeutral(toRun));
        var told = new List<SnapshotChange>();
        var places = new List<(string Place, JsonValue? From, JsonValue? To)>();
        foreach (var change in changes)
        {
            var tokens = change.Place.Tokens(second: change.Kind != ChangeKind.Removed);
            if (RunNeutral.IsOfRun(tokens)) continue;
            var (from, to) = (reference.At(tokens, change.FromJson), run.At(tokens, change.ToJson));
            if (Equals(from, to)) continue;
            told.Add(change);
            places.Add(($"{change.Kind} {change.Place.ToPointer(second: false)} {change.Path}", from, to));
        }
        return (new DifferenceKey([.. places.OrderBy(place => place.Place, StringComparer.Ordinal)]), told);
    }

    public bool Equals(DifferenceKey? other) => other is not null && _changes.SequenceEqual(other._changes);

    public override bool Equals(object? obj) => Equals(obj as DifferenceKey);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var change in _changes) hash.Add(change);
        return hash.ToHashCode();
    }
}
