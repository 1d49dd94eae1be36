namespace PSSnapshots;

/// <summary>Specifies when a <see cref="SnapshotTrigger"/> takes a snapshot.</summary>
[Flags]
public enum SnapshotTriggerEvents
{
    /// <summary>Never.</summary>
    None = 0,

    /// <summary>At an interval.</summary>
    Interval = 1,

    /// <summary>When a step completes.</summary>
    StepCompleted = 2,

    /// <summary>When a step fails.</summary>
    StepFailed = 4,

    /// <summary>When the status of the run changes.</summary>
    StatusChanged = 8,
}
