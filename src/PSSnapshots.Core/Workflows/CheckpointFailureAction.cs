namespace PSSnapshots.Workflows;

/// <summary>Specifies what happens to a run if a checkpoint cannot be saved.</summary>
public enum CheckpointFailureAction
{
    /// <summary>The run continues. The failure is logged and reported.</summary>
    Continue,

    /// <summary>The run is suspended when its running steps have ended, and can be resumed.</summary>
    Stop,
}
