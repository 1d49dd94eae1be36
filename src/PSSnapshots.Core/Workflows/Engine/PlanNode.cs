namespace PSSnapshots.Workflows.Engine;

/// <summary>A node with its place in the whole definition.</summary>
/// <param name="Id">The id under which its result is kept: the node's own behind those of the workflows that it is nested in.</param>
/// <param name="Node">The node.</param>
/// <param name="Path">Where in the graph it stands.</param>
/// <param name="Lanes">What is in it: of a parallel and a conditional a lane for each arm, of a nested workflow one lane.</param>
internal sealed record PlanNode(string Id, WorkflowNode Node, StepPath Path, PlanNode[][] Lanes);
