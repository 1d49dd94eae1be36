namespace PSSnapshots.Workflows.Engine;

/// <summary>A validated definition, with the precomputed ID and path of each node.</summary>
internal sealed class WorkflowPlan
{
    private const int MaxDepth = 64;

    private static readonly PlanNode[][] NoLanes = [];

    private readonly Dictionary<string, PlanNode> _byId = new(StringComparer.Ordinal);

    public WorkflowPlan(IReadOnlyList<WorkflowNode> nodes, RetryPolicy retry)
    {
        if (nodes.Count == 0) throw new InvalidDefinitionException("", "The workflow has no steps. Give it at least one.");
        DefinitionCheck.OfRetry("", retry);
        Nodes = LaneOf(nodes, "", StepPath.Empty, 1);
        foreach (var node in _byId.Values) RefuseIterationIdOf(node);
    }

    public PlanNode[] Nodes { get; }

    public bool HasNonIdempotentSteps { get; private set; }

    /// <summary>Returns the node with an ID, or the node that an iteration with this ID belongs to.</summary>
    public PlanNode? Find(string id) =>
        _byId.TryGetValue(id, out var node) ? node
        : IterationId.TryGetNode(id, out var outer) && _byId.TryGetValue(outer, out node) && node.Node is ForEachNode or LoopNode ? _byId[outer]
        : null;

    /// <summary>Returns the ID that matches a name: an exact match, or otherwise the first that differs only in case.</summary>
    public string IdOf(string name) =>
        Find(name) is not null ? name : _byId.Keys.FirstOrDefault(id => id.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    /// <summary>Returns whether a node contains a step or an iteration, at any depth.</summary>
    public bool Contains(PlanNode node, string stepId) => Find(stepId) is { } step && Contains(node, step);

    /// <summary>The nodes that run code, in the order of the definition.</summary>
    public IEnumerable<PlanNode> Leaves => InOrder(Nodes).Where(node => OptionsOf(node.Node) is not null);

    /// <summary>Returns whether an ID belongs to a step or an iteration that is not idempotent.</summary>
    public bool IsNonIdempotentStep(string id) =>
        // A loop or a foreach itself is excluded: its iterations have their own results.
        Find(id) is { } node && OptionsOf(node.Node) is { IsIdempotent: false } && (node.Node is StepNode || node.Id != id);

    private static bool Contains(PlanNode node, PlanNode step) =>
        ReferenceEquals(step, node) || Array.Exists(node.Lanes, lane => Array.Exists(lane, inner => Contains(inner, step)));

    private static IEnumerable<PlanNode> InOrder(PlanNode[] lane) => lane.SelectMany(node => node.Lanes.SelectMany(InOrder).Prepend(node));

    private PlanNode[] LaneOf(IReadOnlyList<WorkflowNode> nodes, string prefix, StepPath path, int depth)
    {
        var lane = new PlanNode[nodes.Count];
        for (var i = 0; i < lane.Length; i++) lane[i] = Place(nodes[i], prefix, path.Then(i), depth);
        return lane;
    }

    private PlanNode Place(WorkflowNode node, string prefix, StepPath path, int depth)
    {
        ArgumentNullException.ThrowIfNull(node);
        var id = prefix + node.Id;
        if (depth > MaxDepth)
            throw new InvalidDefinitionException(id, $"'{id}' stands more than {MaxDepth} levels deep. Take nodes out of one another.");
        DefinitionCheck.OfNode(id, node);
        var placed = new PlanNode(id, node, path, LanesOf(node, id, prefix, path, depth + 1));
        if (!_byId.TryAdd(id, placed))
            throw new InvalidDefinitionException(id, $"Two nodes have the id '{id}'. Give each an id of its own.");
        HasNonIdempotentSteps |= OptionsOf(node) is { IsIdempotent: false };
        return placed;
    }

    private PlanNode[][] LanesOf(WorkflowNode node, string id, string prefix, StepPath path, int depth)
    {
        switch (node)
        {
            case ParallelNode parallel:
                var arms = new PlanNode[parallel.Arms.Count][];
                for (var i = 0; i < arms.Length; i++) arms[i] = [Place(parallel.Arms[i], prefix, path.Then(i), depth)];
                return arms;
            case BranchNode branch:
                var lanes = new PlanNode[branch.Arms.Count][];
                for (var i = 0; i < lanes.Length; i++) lanes[i] = LaneOf(branch.Arms[i].Nodes, prefix, path.Then(i), depth);
                return lanes;
            case NestedNode nested:
                return [LaneOf(nested.Nodes, id + ".", path, depth)];
            default:
                return NoLanes;
        }
    }

    private void RefuseIterationIdOf(PlanNode node)
    {
        if (IterationId.TryGetNode(node.Id, out var outer) && _byId.TryGetValue(outer, out var other) && other.Node is ForEachNode or LoopNode)
            throw new InvalidDefinitionException(node.Id, $"The id '{node.Id}' is that of an iteration of '{outer}'. Give the node another one.");
    }

    internal static StepOptions? OptionsOf(WorkflowNode node) => node switch
    {
        StepNode step => step.Options,
        ForEachNode each => each.Options,
        LoopNode loop => loop.Options,
        _ => null,
    };
}
