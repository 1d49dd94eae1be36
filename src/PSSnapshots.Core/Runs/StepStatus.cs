namespace PSSnapshots;

/// <summary>Where a step stands. In JSON the names are in lower case (<c>running</c>).</summary>
public enum StepStatus
{
    /// <summary>At work.</summary>
    Running,

    /// <summary>Ended with an output.</summary>
    Completed,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Waiting for data to resume with.</summary>
    Suspended,
}
