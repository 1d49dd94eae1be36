namespace PSSnapshots.Workflows;

/// <summary>What a loop's condition says.</summary>
public enum LoopKind
{
    /// <summary>Goes on while the condition holds.</summary>
    DoWhile,

    /// <summary>Goes on until the condition holds.</summary>
    DoUntil,
}
