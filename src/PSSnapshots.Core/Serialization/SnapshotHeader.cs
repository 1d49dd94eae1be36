namespace PSSnapshots.Serialization;

/// <summary>What is known of a snapshot itself, rather than of its run.</summary>
/// <param name="Version">The version of the format that it was made in.</param>
/// <param name="Timestamp">When it was taken.</param>
/// <param name="Id">Its ID; a new one if <see langword="null"/>.</param>
/// <param name="Sequence">Its number, if it has one.</param>
/// <param name="Label">Its label, if it has one.</param>
/// <param name="ParentId">The ID of the snapshot before it, if there is one.</param>
public readonly record struct SnapshotHeader(
    string Version,
    DateTimeOffset Timestamp,
    string? Id,
    int? Sequence,
    string? Label,
    string? ParentId);
