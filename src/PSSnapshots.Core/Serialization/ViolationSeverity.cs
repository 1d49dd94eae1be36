namespace PSSnapshots;

/// <summary>How much a violation matters.</summary>
public enum ViolationSeverity
{
    /// <summary>The document is no valid snapshot: it cannot be read.</summary>
    Error,

    /// <summary>The snapshot is valid and can be read, but what it says contradicts itself.</summary>
    Warning,
}
