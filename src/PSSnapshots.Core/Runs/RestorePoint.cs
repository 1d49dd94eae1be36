namespace PSSnapshots;

/// <summary>Identifies the restore that a state is derived from. Each restore creates a new one, even for the same snapshot.</summary>
/// <param name="snapshot">The snapshot that was restored.</param>
internal sealed class RestorePoint(SnapshotId snapshot)
{
    public SnapshotId Snapshot { get; } = snapshot;

    public string SnapshotId => Snapshot.ToString();
}
