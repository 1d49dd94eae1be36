namespace PSSnapshots.Workflows;

/// <summary>The first arm whose condition holds. The output is that of the arm's last node; null where none ran.</summary>
/// <param name="id">The node's id.</param>
/// <param name="arms">The arms, in the order in which their conditions are asked.</param>
public sealed class BranchNode(string id, IReadOnlyList<BranchArm> arms) : WorkflowNode(id)
{
    /// <summary>The arms, in the order in which their conditions are asked.</summary>
    public IReadOnlyList<BranchArm> Arms { get; } = arms;
}
