using PSSnapshots.Comparison;

namespace PSSnapshots;

/// <summary>
/// Compares snapshots of many runs with one reference, and puts those together that differ from it in the same. What
/// is another in every run makes no difference: the run's id, wherever it stands in a text as a word of its own, the
/// times of logs and events, and the run that events name.
/// </summary>
/// <param name="reference">What each is compared with.</param>
/// <param name="options">How to compare, and what to tell of. Times do not matter, whatever they say, and equal parts are not told.</param>
public sealed class DifferenceGrouping(RunState reference, ComparisonOptions? options = null)
{
    private readonly ComparisonOptions _options = (options ?? ComparisonOptions.Default) with { IncludeEqual = false, IgnoresRun = true };
    private readonly Dictionary<DifferenceKey, int> _places = [];
    private readonly List<(List<Snapshot> Snapshots, List<SnapshotChange> Changes)> _groups = [];

    /// <summary>Takes in one more snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    public void Add(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var (key, changes) = DifferenceKey.Of(reference.RunId, snapshot.RunId, StateComparison.Compare(reference, snapshot.State, _options), ValueEquality.Of(_options));
        if (!_places.TryGetValue(key, out var place))
        {
            _places.Add(key, place = _groups.Count);
            _groups.Add(([], changes));
        }
        _groups[place].Snapshots.Add(snapshot);
    }

    /// <summary>The groups of what was taken in so far.</summary>
    /// <returns>The largest first; of groups of one size, the one that came up first.</returns>
    public IReadOnlyList<DifferenceGroup> ToGroups() =>
        [.. _groups.OrderByDescending(group => group.Snapshots.Count).Select(group => new DifferenceGroup(group.Snapshots, group.Changes))];
}
