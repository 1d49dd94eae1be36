namespace PSSnapshots.Workflows;

/// <summary>The inside of a node while it is read: its nodes so far, or its arms.</summary>
/// <param name="Place">The place of each node around it, from 1; unnamed nodes are named for it.</param>
/// <param name="Prefix">What stands before its nodes' ids in a run.</param>
/// <param name="TakesArms">Whether arms stand in it instead of nodes.</param>
internal sealed record DefinitionFrame(string Place, string Prefix, bool TakesArms)
{
    public List<WorkflowNode> Nodes { get; } = [];

    public List<BranchArm> Arms { get; } = [];

    /// <summary>The place of the node that comes next.</summary>
    public string NextPlace => $"{Place}-{(TakesArms ? Arms.Count : Nodes.Count) + 1}";
}
