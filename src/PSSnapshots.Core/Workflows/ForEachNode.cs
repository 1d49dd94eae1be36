namespace PSSnapshots.Workflows;

/// <summary>Runs a step for each item of a list. The output is an array of the outputs, in the order of the items.</summary>
/// <param name="id">The node ID. The ID of an iteration's result is <c>id[index]</c>.</param>
/// <param name="items">The code that returns the items.</param>
/// <param name="code">The code that runs for each item.</param>
/// <param name="throttleLimit">The maximum number of items that run at the same time.</param>
/// <param name="options">The options of each iteration.</param>
public sealed class ForEachNode(string id, StepCode items, StepCode code, int throttleLimit = 1, StepOptions? options = null) : WorkflowNode(id)
{
    /// <summary>The code that returns the items.</summary>
    public StepCode Items { get; } = items;

    /// <summary>The code that runs for each item.</summary>
    public StepCode Code { get; } = code;

    /// <summary>The maximum number of items that run at the same time.</summary>
    public int ThrottleLimit { get; } = throttleLimit;

    /// <summary>The options of each iteration.</summary>
    public StepOptions Options { get; } = options ?? StepOptions.Default;
}
