namespace PSSnapshots.Serialization;

/// <summary>What a document says of the snapshot rather than of the run.</summary>
internal readonly record struct SnapshotHeader(
    string Version,
    DateTimeOffset Timestamp,
    string? Id,
    int? Sequence,
    string? Label,
    string? ParentId);
