namespace PSSnapshots.Serialization;

/// <summary>Contains the fields of a snapshot that are not part of the state of its run.</summary>
/// <param name="Version">The version of the format in which the snapshot was created.</param>
/// <param name="Timestamp">The time at which the snapshot was taken.</param>
/// <param name="Id">The ID of the snapshot. If it is <see langword="null"/>, a new ID is created.</param>
/// <param name="Sequence">The sequence number, if the snapshot has one.</param>
/// <param name="Label">The label, if the snapshot has one.</param>
/// <param name="ParentId">The ID of the previous snapshot, if there is one.</param>
public readonly record struct SnapshotHeader(
    string Version,
    DateTimeOffset Timestamp,
    string? Id,
    int? Sequence,
    string? Label,
    string? ParentId);
