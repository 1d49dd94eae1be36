namespace PSSnapshots;

/// <summary>The restore that a state grew from. Each restore makes a new one, also of the same snapshot.</summary>
/// <param name="snapshotId">The id of the snapshot that was restored.</param>
internal sealed class RestorePoint(string snapshotId)
{
    public string SnapshotId { get; } = snapshotId;
}
