namespace PSSnapshots;

/// <summary>Specifies the status of a run. In JSON, the names are in upper case (<c>RUNNING</c>).</summary>
public enum RunStatus
{
    /// <summary>The run is not started.</summary>
    Initial,

    /// <summary>The run is running.</summary>
    Running,

    /// <summary>The run was paused by its operator.</summary>
    Paused,

    /// <summary>The run is running again after a pause or a suspension.</summary>
    Resumed,

    /// <summary>The run completed.</summary>
    Completed,

    /// <summary>The run failed with an error.</summary>
    Failed,

    /// <summary>The run is suspended: a step waits for an answer, or the run was stopped.</summary>
    Suspended,
}
