namespace PSSnapshots;

/// <summary>The restore that a state grew from. Each restore makes a new one, also of the same snapshot.</summary>
/// <param name="snapshot">The snapshot that was restored.</param>
internal sealed class RestorePoint(SnapshotId snapshot)
{
    public SnapshotId Snapshot { get; } = snapshot;

    public string SnapshotId => Snapshot.ToString();
}
