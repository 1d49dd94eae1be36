namespace PSSnapshots;

/// <summary>Specifies how a part of a state differs between two states.</summary>
public enum ChangeKind
{
    /// <summary>The part exists only in the second state.</summary>
    Added,

    /// <summary>The part exists only in the first state.</summary>
    Removed,

    /// <summary>The part has different values in the two states.</summary>
    Changed,

    /// <summary>The part is equal in both states. Reported only with <see cref="ComparisonOptions.IncludeEqual"/>.</summary>
    Equal,
}
