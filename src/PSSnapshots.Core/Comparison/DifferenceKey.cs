using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// What a run differs in from the reference, without what is another in every run; the order in which the changes were
/// found does not matter.
/// </summary>
internal sealed class DifferenceKey : IEquatable<DifferenceKey>
{
    private readonly (string Place, JsonValue? From, JsonValue? To)[] _changes;
    private readonly ValueEquality _same;

    private DifferenceKey((string Place, JsonValue? From, JsonValue? To)[] changes, ValueEquality same)
    {
        _changes = changes;
        _same = same;
    }

    /// <summary>The key of the changes between two states, and those among them that tell of more than another run.</summary>
    public static (DifferenceKey Key, List<SnapshotChange> Changes) Of(string fromRun, string toRun, IEnumerable<SnapshotChange> changes, ValueEquality same)
    {
        var (reference, run) = (new RunNeutral(fromRun), new RunNeutral(toRun));
        var told = new List<SnapshotChange>();
        var places = new List<(string Place, JsonValue? From, JsonValue? To)>();
        foreach (var change in changes)
        {
            var tokens = change.Place.Tokens(second: change.Kind != ChangeKind.Removed);
            if (RunNeutral.IsOfRun(tokens)) continue;
            var (from, to) = (reference.At(tokens, change.FromJson), run.At(tokens, change.ToJson));
            if (same.AreSameInChange(from, to)) continue;
            told.Add(change);
            places.Add(($"{change.Kind} {change.Place.ToPointer(second: false)} {change.Path}", from, to));
        }
        return (new DifferenceKey([.. places.OrderBy(place => place.Place, StringComparer.Ordinal)], same), told);
    }

    public bool Equals(DifferenceKey? other) => other is not null && _changes.Length == other._changes.Length && _changes.Zip(other._changes).All(pair =>
        pair.First.Place == pair.Second.Place && _same.AreSameInChange(pair.First.From, pair.Second.From) && _same.AreSameInChange(pair.First.To, pair.Second.To));

    public override bool Equals(object? obj) => Equals(obj as DifferenceKey);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (place, from, to) in _changes)
        {
            hash.Add(place);
            hash.Add(from is null ? 0 : _same.GetHashCode(from));
            hash.Add(to is null ? 0 : _same.GetHashCode(to));
        }
        return hash.ToHashCode();
    }
}
