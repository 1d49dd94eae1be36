namespace PSSnapshots;

/// <summary>Specifies the severity of a <see cref="SnapshotViolation"/>.</summary>
public enum ViolationSeverity
{
    /// <summary>The document is not a valid snapshot and cannot be read.</summary>
    Error,

    /// <summary>The snapshot can be read, but its content is contradictory.</summary>
    Warning,
}
