namespace PSSnapshots.Storage;

/// <summary>What a <see cref="RunMessage"/> asks for.</summary>
public enum RunMessageKind
{
    /// <summary>An answer for a waiting step.</summary>
    Answer,

    /// <summary>A request to suspend the run at the next border of a step.</summary>
    Stop,
}
