using PSSnapshots.Values;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Workflows;

/// <summary>An immutable workflow definition: nodes that run in sequence.</summary>
public sealed class WorkflowDefinition
{
    private IReadOnlyList<JsonValue>? _graph;

    /// <summary>Creates a definition and validates it.</summary>
    /// <param name="nodes">The nodes, at least one.</param>
    /// <param name="retry">The retry policy of steps that have none of their own.</param>
    /// <exception cref="InvalidDefinitionException">
    /// Two nodes have the same ID, a node has nothing to run, a limit is out of range, or nodes are nested more than 64 levels
    /// deep.
    /// </exception>
    public WorkflowDefinition(IReadOnlyList<WorkflowNode> nodes, RetryPolicy? retry = null)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        Nodes = nodes;
        Retry = retry ?? RetryPolicy.None;
        Plan = new WorkflowPlan(nodes, Retry);
    }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<WorkflowNode> Nodes { get; }

    /// <summary>The retry policy of steps that have none of their own.</summary>
    public RetryPolicy Retry { get; }

    internal WorkflowPlan Plan { get; }

    /// <summary>Returns the entries of the execution graph in the snapshot format, one for each node.</summary>
    /// <returns>Objects with the kind, the ID, the hash of the code and the options of each node.</returns>
    public IReadOnlyList<JsonValue> ToGraph() => _graph ??= GraphWriter.Entries(Nodes);

    /// <summary>Compares this definition with the one that a graph was created from.</summary>
    /// <param name="graph">The graph's entries. If there are none, no differences are returned.</param>
    /// <returns>The differences: removed nodes, then those of this definition in their order.</returns>
    public IReadOnlyList<DefinitionChange> CompareTo(IReadOnlyList<JsonValue> graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return GraphComparison.Compare(graph, ToGraph(), () => GraphWriter.EntriesByText(Nodes));
    }
}
