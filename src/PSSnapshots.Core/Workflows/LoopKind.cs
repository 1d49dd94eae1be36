namespace PSSnapshots.Workflows;

/// <summary>Specifies how a loop uses its condition.</summary>
public enum LoopKind
{
    /// <summary>The loop continues while the condition is true.</summary>
    DoWhile,

    /// <summary>The loop continues until the condition is true.</summary>
    DoUntil,
}
