namespace PSSnapshots.Comparison;

/// <summary>Collects the differences between two states.</summary>
internal sealed class ChangeList(ComparedStates states)
{
    public List<SnapshotChange> Changes { get; } = [];

    /// <summary>Adds a difference. At least one of the values must be present.</summary>
    public void Add(ChangePath path, ChangeValue from, ChangeValue to) => Changes.Add(new SnapshotChange(states, path, from, to));
}
