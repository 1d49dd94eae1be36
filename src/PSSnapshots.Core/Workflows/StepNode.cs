namespace PSSnapshots.Workflows;

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
