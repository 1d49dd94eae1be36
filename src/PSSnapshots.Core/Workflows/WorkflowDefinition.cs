using PSSnapshots.Values;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Workflows;

/// <summary>What a workflow does: nodes that run one after the other. It never changes.</summary>
public sealed class WorkflowDefinition
{
    private IReadOnlyList<JsonValue>? _graph;

    /// <summary>Makes a definition, and checks it.</summary>
    /// <param name="nodes">The nodes, at least one.</param>
    /// <param name="retry">The retry policy of steps that have none of their own.</param>
    /// <exception cref="InvalidDefinitionException">
    /// Two nodes have one id, a node has nothing to run, a limit is out of its range, or nodes stand in one another
    /// more than 64 levels deep.
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

    /// <summary>The entries of the execution graph in the snapshot format, one for each node.</summary>
    /// <returns>Objects with the node's kind, its id, the hash of its code and how it is run.</returns>
    public IReadOnlyList<JsonValue> ToGraph() => _graph ??= GraphWriter.Entries(Nodes);

    /// <summary>What is different to the definition that a graph was made of.</summary>
    /// <param name="graph">The graph's entries; of no entries nothing can be told, and nothing differs.</param>
    /// <returns>The differences: removed nodes, then those of this definition in their order.</returns>
    public IReadOnlyList<DefinitionChange> CompareTo(IReadOnlyList<JsonValue> graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return GraphComparison.Compare(graph, ToGraph(), () => GraphWriter.EntriesByText(Nodes));
    }
}
