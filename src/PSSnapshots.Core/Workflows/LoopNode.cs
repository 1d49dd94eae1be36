namespace PSSnapshots.Workflows;

/// <summary>A step that runs repeatedly, at least once. The output is that of the last iteration.</summary>
/// <param name="id">The node ID. The ID of an iteration's result is <c>id[index]</c>.</param>
/// <param name="kind">Whether the loop runs while or until the condition is true.</param>
/// <param name="condition">The condition, which is evaluated after each iteration.</param>
/// <param name="code">The code of one iteration.</param>
/// <param name="maxIterations">The maximum number of iterations. The node fails if the condition would allow more.</param>
/// <param name="options">The options of each iteration.</param>
public sealed class LoopNode(string id, LoopKind kind, StepCode condition, StepCode code, int? maxIterations = null, StepOptions? options = null)
    : WorkflowNode(id)
{
    /// <summary>Whether the loop runs while or until the condition is true.</summary>
    public LoopKind Kind { get; } = kind;

    /// <summary>The condition, which is evaluated after each iteration.</summary>
    public StepCode Condition { get; } = condition;

    /// <summary>The code of one iteration.</summary>
    public StepCode Code { get; } = code;

    /// <summary>The maximum number of iterations.</summary>
    public int? MaxIterations { get; } = maxIterations;

    /// <summary>The options of each iteration.</summary>
    public StepOptions Options { get; } = options ?? StepOptions.Default;
}
