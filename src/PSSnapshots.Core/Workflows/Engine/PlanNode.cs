namespace PSSnapshots.Workflows.Engine;

/// <summary>A node with its position in the whole definition.</summary>
/// <param name="Id">The ID of the node's result: the node ID, prefixed with the IDs of the nested workflows that contain it.</param>
/// <param name="Node">The node.</param>
/// <param name="Path">The path of the node in the graph.</param>
/// <param name="Lanes">The contained nodes: one lane for each arm of a parallel or a conditional, one lane for a nested workflow.</param>
internal sealed record PlanNode(string Id, WorkflowNode Node, StepPath Path, PlanNode[][] Lanes);
