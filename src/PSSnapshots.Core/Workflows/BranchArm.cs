namespace PSSnapshots.Workflows;

/// <summary>An arm of a branch.</summary>
/// <param name="Condition">When it runs; <see langword="null"/>: when no arm before it did.</param>
/// <param name="Nodes">What runs, one after the other.</param>
public sealed record BranchArm(StepCode? Condition, IReadOnlyList<WorkflowNode> Nodes);
