namespace PSSnapshots;

/// <summary>When a trigger takes a snapshot.</summary>
[Flags]
public enum SnapshotTriggerEvents
{
    /// <summary>Never by itself.</summary>
    None = 0,

    /// <summary>Whenever an interval has passed.</summary>
    Interval = 1,

    /// <summary>When a step has completed.</summary>
    StepCompleted = 2,

    /// <summary>When a step has failed.</summary>
    StepFailed = 4,

    /// <summary>When the run's status has changed.</summary>
    StatusChanged = 8,
}
