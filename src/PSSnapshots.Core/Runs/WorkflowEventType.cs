namespace PSSnapshots;

/// <summary>What an event tells of. In JSON the names stand as they are.</summary>
public enum WorkflowEventType
{
    /// <summary>The run's status changed.</summary>
    WorkflowStatusUpdate,

    /// <summary>A step's status changed.</summary>
    StepStatusUpdate,
}
