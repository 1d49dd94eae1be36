namespace PSSnapshots;

/// <summary>Specifies the type of an event. In JSON, the names are written unchanged.</summary>
public enum WorkflowEventType
{
    /// <summary>The run's status changed.</summary>
    WorkflowStatusUpdate,

    /// <summary>A step's status changed.</summary>
    StepStatusUpdate,
}
