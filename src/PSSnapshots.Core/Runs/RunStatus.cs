namespace PSSnapshots;

/// <summary>Where a run stands. In JSON the names are in upper case (<c>RUNNING</c>).</summary>
public enum RunStatus
{
    /// <summary>Not started.</summary>
    Initial,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Stopped for a while by its operator.</summary>
    Paused,

    /// <summary>At work again after a pause or a suspension.</summary>
    Resumed,

    /// <summary>Ended with a result.</summary>
    Completed,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Waiting for what a step asked for.</summary>
    Suspended,
}
