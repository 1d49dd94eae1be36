namespace PSSnapshots.Workflows;

/// <summary>One step.</summary>
/// <param name="id">The step ID.</param>
/// <param name="code">The code that the step runs.</param>
/// <param name="options">The retry policy, the time limit and whether the step is idempotent.</param>
public sealed class StepNode(string id, StepCode code, StepOptions? options = null) : WorkflowNode(id)
{
    /// <summary>The code that the step runs.</summary>
    public StepCode Code { get; } = code;

    /// <summary>The retry policy, the time limit and whether the step is idempotent.</summary>
    public StepOptions Options { get; } = options ?? StepOptions.Default;
}
