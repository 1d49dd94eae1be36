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
    /// <summary>Where it is kept, such as a file's path; <see langword="null"/> where it has no name outside the store.</summary>
    public string? Location { get; init; }

    /// <summary>The run and the number.</summary>
    /// <returns>Such as <c>deploy-7 #3</c>.</returns>
    public override string ToString() => $"{RunId} #{Sequence}";
}
