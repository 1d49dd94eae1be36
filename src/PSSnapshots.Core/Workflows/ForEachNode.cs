namespace PSSnapshots.Workflows;

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
