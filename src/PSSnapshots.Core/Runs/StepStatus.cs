namespace PSSnapshots;

/// <summary>Specifies the status of a step. In JSON, the names are in lower case (<c>running</c>).</summary>
public enum StepStatus
{
    /// <summary>The step is running.</summary>
    Running,

    /// <summary>The step completed.</summary>
    Completed,

    /// <summary>The step failed with an error.</summary>
    Failed,

    /// <summary>The step is waiting for the data of a resume.</summary>
    Suspended,
}
