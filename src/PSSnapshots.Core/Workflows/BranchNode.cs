namespace PSSnapshots.Workflows;

/// <summary>Runs the first arm whose condition is true. The output is that of the arm's last node, or null if no arm ran.</summary>
/// <param name="id">The node ID.</param>
/// <param name="arms">The arms, in the order in which their conditions are evaluated.</param>
public sealed class BranchNode(string id, IReadOnlyList<BranchArm> arms) : WorkflowNode(id)
{
    /// <summary>The arms, in the order in which their conditions are evaluated.</summary>
    public IReadOnlyList<BranchArm> Arms { get; } = arms;
}
