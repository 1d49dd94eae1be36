namespace PSSnapshots;

/// <summary>What happened to a part of a state.</summary>
public enum ChangeKind
{
    /// <summary>It was not there before.</summary>
    Added,

    /// <summary>It is no longer there.</summary>
    Removed,

    /// <summary>It is another value now.</summary>
    Changed,

    /// <summary>It is the same; told only where that is asked for.</summary>
    Equal,
}
