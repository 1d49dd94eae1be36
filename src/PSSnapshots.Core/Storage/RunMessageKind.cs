namespace PSSnapshots.Storage;

/// <summary>What a <see cref="RunMessage"/> asks for.</summary>
public enum RunMessageKind
{
    /// <summary>An answer for a waiting step.</summary>
    Answer,

    /// <summary>A request to suspend the run when its running steps have ended.</summary>
    Stop,
}
