namespace PSSnapshots.Commands;

/// <summary>Specifies how <c>Compare-RunSnapshot</c> groups snapshots.</summary>
public enum ComparisonGrouping
{
    /// <summary>Groups snapshots by their differences from the reference.</summary>
    Difference,
}
