namespace PSSnapshots.Workflows;

/// <summary>What becomes of a run whose checkpoint could not be saved.</summary>
public enum CheckpointFailureAction
{
    /// <summary>It goes on; the failure is logged and reported.</summary>
    Continue,

    /// <summary>It is suspended at the border of its step, and can be resumed.</summary>
    Stop,
}
