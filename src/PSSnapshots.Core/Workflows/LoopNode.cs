namespace PSSnapshots.Workflows;

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
