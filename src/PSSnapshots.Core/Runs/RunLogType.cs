namespace PSSnapshots;

/// <summary>Specifies the subject of a log entry. In JSON, the names are in lower case.</summary>
public enum RunLogType
{
    /// <summary>The entry is about the run.</summary>
    Status,

    /// <summary>The entry is about a step.</summary>
    Step,
}
