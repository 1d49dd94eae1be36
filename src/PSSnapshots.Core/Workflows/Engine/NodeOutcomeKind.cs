namespace PSSnapshots.Workflows.Engine;

/// <summary>How a node came to its end, from good to bad.</summary>
internal enum NodeOutcomeKind
{
    Completed,
    Suspended,
    Stopped,
    Failed,
}
