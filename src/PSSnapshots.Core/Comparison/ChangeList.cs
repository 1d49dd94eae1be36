namespace PSSnapshots.Comparison;

/// <summary>Collects the changes between two states.</summary>
internal sealed class ChangeList(ComparedStates states)
{
    private readonly List<SnapshotChange> _changes = [];

    public int Count => _changes.Count;

    public List<SnapshotChange> Changes => _changes;

    /// <summary>Adds a change: at least one of the values is there.</summary>
    public void Add(StatePlace place, ChangeValue from, ChangeValue to) =>
        _changes.Add(new SnapshotChange(states, place, SnapshotChange.KindOf(from, to), from, to));
}
