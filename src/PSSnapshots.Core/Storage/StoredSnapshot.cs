namespace PSSnapshots.Storage;

/// <summary>What a store says of a snapshot without reading its state.</summary>
/// <param name="RunId">The run.</param>
/// <param name="WorkflowId">The run's workflow.</param>
/// <param name="Sequence">The number in the store, per run; it orders a run's snapshots, whatever the clock said.</param>
/// <param name="Timestamp">When the snapshot was taken.</param>
/// <param name="Status">The run's status.</param>
/// <param name="Label">What the snapshot is called, if anything.</param>
/// <param name="SnapshotId">The snapshot's own id.</param>
/// <param name="Size">How many bytes the snapshot alone takes.</param>
public sealed record StoredSnapshot(
    string RunId, string WorkflowId, int Sequence, DateTimeOffset Timestamp, RunStatus Status, string? Label, string SnapshotId, long Size)
{
    /// <summary>The epoch of the lease under which it was saved, or the newest epoch of the run if it was saved without one; 0 if the run never had an owner.</summary>
    public long Epoch { get; init; }

    /// <summary>The location, such as a file path; <see langword="null"/> if it has no name outside the store.</summary>
    public string? Location { get; init; }

    /// <summary>Describes a snapshot that a store has saved.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="sequence">Its number in the store.</param>
    /// <param name="epoch">The epoch of the lease.</param>
    /// <param name="size">How many bytes the snapshot alone takes.</param>
    /// <returns>The stored snapshot.</returns>
    public static StoredSnapshot Of(Snapshot snapshot, int sequence, long epoch, long size)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new StoredSnapshot(snapshot.RunId, snapshot.WorkflowId, sequence, snapshot.Timestamp, snapshot.Status, snapshot.Label, snapshot.Id, size) { Epoch = epoch };
    }

    /// <summary>The run and the number.</summary>
    /// <returns>Such as <c>deploy-7 #3</c>.</returns>
    public override string ToString() => VisibleText.Of($"{RunId} #{Sequence}");
}
