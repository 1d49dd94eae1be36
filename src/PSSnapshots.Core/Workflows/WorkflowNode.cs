namespace PSSnapshots.Workflows;

/// <summary>A node of a workflow's definition: what runs at one place of it.</summary>
/// <param name="id">The id, unique in its definition.</param>
public abstract class WorkflowNode(string id)
{
    /// <summary>The id: the name that the author gave, or one made of the kind and the place.</summary>
    public string Id { get; } = id ?? throw new ArgumentNullException(nameof(id));
}

/// <summary>One step.</summary>
/// <param name="id">The step's id.</param>
/// <param name="code">What it runs.</param>
/// <param name="options">How it is run.</param>
public sealed class StepNode(string id, StepCode code, StepOptions? options = null) : WorkflowNode(id)
{
    /// <summary>What it runs.</summary>
    public StepCode Code { get; } = code;

    /// <summary>How it is run.</summary>
    public StepOptions Options { get; } = options ?? StepOptions.Default;
}

/// <summary>Nodes that run at once. The output is an object: each one's output by its id.</summary>
/// <param name="id">The node's id.</param>
/// <param name="arms">What runs at once.</param>
/// <param name="throttleLimit">How many at most at a time.</param>
public sealed class ParallelNode(string id, IReadOnlyList<WorkflowNode> arms, int throttleLimit = 5) : WorkflowNode(id)
{
    /// <summary>What runs at once.</summary>
    public IReadOnlyList<WorkflowNode> Arms { get; } = arms;

    /// <summary>How many at most at a time.</summary>
    public int ThrottleLimit { get; } = throttleLimit;
}

/// <summary>The first arm whose condition holds. The output is that of the arm's last node; null where none ran.</summary>
/// <param name="id">The node's id.</param>
/// <param name="arms">The arms, in the order in which their conditions are asked.</param>
public sealed class BranchNode(string id, IReadOnlyList<BranchArm> arms) : WorkflowNode(id)
{
    /// <summary>The arms, in the order in which their conditions are asked.</summary>
    public IReadOnlyList<BranchArm> Arms { get; } = arms;
}

/// <summary>An arm of a branch.</summary>
/// <param name="Condition">When it runs; <see langword="null"/>: when no arm before it did.</param>
/// <param name="Nodes">What runs, one after the other.</param>
public sealed record BranchArm(StepCode? Condition, IReadOnlyList<WorkflowNode> Nodes);

/// <summary>A step for each of many items. The output is the array of their outputs, in the items' order.</summary>
/// <param name="id">The node's id; an iteration's result has <c>id[index]</c>.</param>
/// <param name="items">What gives the items.</param>
/// <param name="code">What runs for each.</param>
/// <param name="throttleLimit">How many at most at a time.</param>
/// <param name="options">How each is run.</param>
public sealed class ForEachNode(string id, StepCode items, StepCode code, int throttleLimit = 1, StepOptions? options = null) : WorkflowNode(id)
{
    /// <summary>What gives the items.</summary>
    public StepCode Items { get; } = items;

    /// <summary>What runs for each.</summary>
    public StepCode Code { get; } = code;

    /// <summary>How many at most at a time.</summary>
    public int ThrottleLimit { get; } = throttleLimit;

    /// <summary>How each is run.</summary>
    public StepOptions Options { get; } = options ?? StepOptions.Default;
}

/// <summary>A step that runs again and again; at least once. The output is that of the last iteration.</summary>
/// <param name="id">The node's id; an iteration's result has <c>id[index]</c>.</param>
/// <param name="kind">What the condition says.</param>
/// <param name="condition">Is asked after each iteration.</param>
/// <param name="code">What runs.</param>
/// <param name="maxIterations">How many iterations at most; the node fails where the condition would have more.</param>
/// <param name="options">How each iteration is run.</param>
public sealed class LoopNode(string id, LoopKind kind, StepCode condition, StepCode code, int? maxIterations = null, StepOptions? options = null)
    : WorkflowNode(id)
{
    /// <summary>What the condition says.</summary>
    public LoopKind Kind { get; } = kind;

    /// <summary>Is asked after each iteration.</summary>
    public StepCode Condition { get; } = condition;

    /// <summary>What runs.</summary>
    public StepCode Code { get; } = code;

    /// <summary>How many iterations at most.</summary>
    public int? MaxIterations { get; } = maxIterations;

    /// <summary>How each iteration is run.</summary>
    public StepOptions Options { get; } = options ?? StepOptions.Default;
}

/// <summary>What a loop's condition says.</summary>
public enum LoopKind
{
    /// <summary>Goes on while the condition holds.</summary>
    DoWhile,

    /// <summary>Goes on until the condition holds.</summary>
    DoUntil,
}

/// <summary>A workflow within a workflow: its nodes one after the other. Their results have <c>id.step</c> for an id.</summary>
/// <param name="id">The node's id.</param>
/// <param name="nodes">The nodes.</param>
public sealed class NestedNode(string id, IReadOnlyList<WorkflowNode> nodes) : WorkflowNode(id)
{
    /// <summary>The nodes.</summary>
    public IReadOnlyList<WorkflowNode> Nodes { get; } = nodes;
}
