namespace PSSnapshots.Workflows;

/// <summary>An arm of a branch.</summary>
/// <param name="Condition">The condition; <see langword="null"/> for the arm that runs if no other arm does.</param>
/// <param name="Nodes">The nodes of the arm, which run in sequence.</param>
public sealed record BranchArm(StepCode? Condition, IReadOnlyList<WorkflowNode> Nodes);
