using PSSnapshots.Comparison;

namespace PSSnapshots;

/// <summary>
/// Groups snapshots of many runs by their differences from a reference. Run-specific data is ignored: the run ID
/// wherever it is a whole word in a text or a member name, the timestamps of logs and events, and the run IDs of events.
/// </summary>
/// <param name="reference">The state that each snapshot is compared with.</param>
/// <param name="options">
/// The comparison options. Timestamps are always ignored and equal parts are never reported, whatever the options specify.
/// </param>
public sealed class DifferenceGrouping(RunState reference, ComparisonOptions? options = null)
{
    private readonly ComparisonOptions _options = (options ?? ComparisonOptions.Default) with { IncludeEqual = false, IgnoreRunData = true };
    private readonly Dictionary<DifferenceKey, int> _groupIndexes = [];
    private readonly List<(List<Snapshot> Snapshots, List<SnapshotChange> Changes)> _groups = [];

    /// <summary>Compares a snapshot with the reference and adds it to the group of its differences.</summary>
    /// <param name="snapshot">The snapshot to add.</param>
    /// <exception cref="ArgumentNullException"><paramref name="snapshot"/> is <see langword="null"/>.</exception>
    public void Add(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var differences = StateComparison.Compare(reference, snapshot.State, _options);
        var (key, changes) = DifferenceKey.Create(reference.RunId, snapshot.RunId, differences, ValueEqualityComparer.For(_options));
        if (!_groupIndexes.TryGetValue(key, out var index))
        {
            _groupIndexes.Add(key, index = _groups.Count);
            _groups.Add(([], changes));
        }
        _groups[index].Snapshots.Add(snapshot);
    }

    /// <summary>Returns the groups of the snapshots that were added so far.</summary>
    /// <returns>The groups, largest first. Groups of the same size are in the order in which they were created.</returns>
    public IReadOnlyList<DifferenceGroup> ToGroups() =>
        [.. _groups.OrderByDescending(group => group.Snapshots.Count).Select(group => new DifferenceGroup(group.Snapshots, group.Changes))];
}
