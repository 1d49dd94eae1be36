namespace PSSnapshots.Workflows.Engine;

/// <summary>Specifies how a node ended, in increasing severity.</summary>
internal enum NodeOutcomeKind
{
    Completed,
    Suspended,
    Stopped,
    Failed,
}
