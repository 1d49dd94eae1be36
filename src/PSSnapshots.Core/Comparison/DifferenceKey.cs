using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Identifies a set of differences from a reference. Two keys are equal if the differences are equal without run-specific
/// data, in any order.
/// </summary>
internal sealed class DifferenceKey : IEquatable<DifferenceKey>
{
    private readonly (string Path, JsonValue? From, JsonValue? To)[] _differences;
    private readonly ValueEqualityComparer _comparer;

    private DifferenceKey((string Path, JsonValue? From, JsonValue? To)[] differences, ValueEqualityComparer comparer)
    {
        _differences = differences;
        _comparer = comparer;
    }

    /// <summary>Creates the key of the changes between two states, and returns the changes that are not only run-specific.</summary>
    public static (DifferenceKey Key, List<SnapshotChange> Changes) Create(
        string referenceRunId, string runId, IEnumerable<SnapshotChange> changes, ValueEqualityComparer comparer)
    {
        var (referenceNormalizer, normalizer) = (new RunNormalizer(referenceRunId), new RunNormalizer(runId));
        var kept = new List<SnapshotChange>();
        var differences = new List<(string Path, JsonValue? From, JsonValue? To)>();
        foreach (var change in changes)
        {
            var tokens = change.Tokens;
            if (RunNormalizer.IsRunSpecific(tokens)) continue;
            var (from, to) = (referenceNormalizer.Normalize(tokens, change.FromJson), normalizer.Normalize(tokens, change.ToJson));
            if (comparer.EqualInChange(from, to)) continue;
            kept.Add(change);
            differences.Add(($"{change.Kind} {change.FullPath.ToPointer(second: false)} {change.Path}", from, to));
        }
        return (new DifferenceKey([.. differences.OrderBy(difference => difference.Path, StringComparer.Ordinal)], comparer), kept);
    }

    public bool Equals(DifferenceKey? other) =>
        other is not null
        && _differences.Length == other._differences.Length
        && _differences.Zip(other._differences).All(pair =>
            pair.First.Path == pair.Second.Path
            && _comparer.EqualInChange(pair.First.From, pair.Second.From)
            && _comparer.EqualInChange(pair.First.To, pair.Second.To));

    public override bool Equals(object? obj) => Equals(obj as DifferenceKey);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (path, from, to) in _differences)
        {
            hash.Add(path);
            hash.Add(from is null ? 0 : _comparer.GetHashCode(from));
            hash.Add(to is null ? 0 : _comparer.GetHashCode(to));
        }
        return hash.ToHashCode();
    }
}
