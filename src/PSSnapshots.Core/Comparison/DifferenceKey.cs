namespace PSSnapshots.Comparison;

/// <summary>
/// Identifies a set of differences from a reference. Two keys are equal if the differences are equal without run-specific
/// data, in any order.
/// </summary>
internal sealed class DifferenceKey : IEquatable<DifferenceKey>
{
    private readonly NormalizedChange[] _changes;
    private readonly ValueEqualityComparer _comparer;

    private DifferenceKey(IEnumerable<NormalizedChange> changes, ValueEqualityComparer comparer)
    {
        _changes = [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)];
        _comparer = comparer;
    }

    /// <summary>Creates the key of the changes between two states, and returns the changes that are not only run-specific.</summary>
    public static (DifferenceKey Key, List<SnapshotChange> Changes) Create(
        string referenceRunId, string runId, IEnumerable<SnapshotChange> changes, ValueEqualityComparer comparer)
    {
        var (reference, run) = (new RunNormalizer(referenceRunId), new RunNormalizer(runId));
        var normalized = changes.Where(change => !RunNormalizer.IsRunSpecific(change.Tokens))
            .Select(change => NormalizedChange.Of(change, reference, run))
            .Where(change => !comparer.EqualInChange(change.From, change.To))
            .ToList();
        RemoveRenamed(normalized, comparer);
        return (new DifferenceKey(normalized, comparer), normalized.ConvertAll(change => change.Change));
    }

    public bool Equals(DifferenceKey? other) =>
        other is not null
        && _changes.Length == other._changes.Length
        && _changes.Zip(other._changes).All(pair =>
            pair.First.Path == pair.Second.Path
            && _comparer.EqualInChange(pair.First.From, pair.Second.From)
            && _comparer.EqualInChange(pair.First.To, pair.Second.To));

    public override bool Equals(object? obj) => Equals(obj as DifferenceKey);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var change in _changes)
        {
            hash.Add(change.Path);
            hash.Add(change.From is null ? 0 : _comparer.GetHashCode(change.From));
            hash.Add(change.To is null ? 0 : _comparer.GetHashCode(change.To));
        }
        return hash.ToHashCode();
    }

    /// <summary>
    /// Removes the pairs of a removed and an added value that are equal without run-specific data. Such a value has the run
    /// ID in its member name or in its key.
    /// </summary>
    private static void RemoveRenamed(List<NormalizedChange> changes, ValueEqualityComparer comparer)
    {
        var removed = new Dictionary<(string, string), NormalizedChange>();
        foreach (var change in changes)
            if (change.Change.Kind == ChangeKind.Removed) removed.TryAdd(change.Position, change);
        var renamed = new HashSet<NormalizedChange>();
        foreach (var change in changes)
        {
            if (change.Change.Kind != ChangeKind.Added || !removed.TryGetValue(change.Position, out var before)) continue;
            if (!comparer.EqualInChange(before.From, change.To)) continue;
            renamed.Add(before);
            renamed.Add(change);
        }
        changes.RemoveAll(renamed.Contains);
    }
}
