namespace PSSnapshots;

/// <summary>What a log entry tells of. In JSON the names are in lower case.</summary>
public enum RunLogType
{
    /// <summary>The run.</summary>
    Status,

    /// <summary>A step.</summary>
    Step,
}
