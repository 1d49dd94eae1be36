using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>How a node came to its end, or to a halt.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Output">What it gave, where it completed.</param>
/// <param name="Error">Why it failed, where it did.</param>
/// <param name="Failure">Which step failed, where one did.</param>
internal readonly record struct NodeOutcome(NodeOutcomeKind Kind, JsonValue? Output = null, RunError? Error = null, StepFailure? Failure = null)
{
    /// <summary>It was stopped at a step's border.</summary>
    public static NodeOutcome Stopped { get; } = new(NodeOutcomeKind.Stopped);

    /// <summary>A step in it waits.</summary>
    public static NodeOutcome Suspended { get; } = new(NodeOutcomeKind.Suspended);

    public bool IsCompleted => Kind == NodeOutcomeKind.Completed;

    public static NodeOutcome Completed(JsonValue? output) => new(NodeOutcomeKind.Completed, output);

    public static NodeOutcome Failed(RunError error, StepFailure failure) => new(NodeOutcomeKind.Failed, Error: error, Failure: failure);

    /// <summary>What becomes of a node whose parts came to several ends: the worst of them, and of failures the first.</summary>
    public static NodeOutcome WorstOf(ReadOnlySpan<NodeOutcome> ends)
    {
        var worst = Completed(null);
        foreach (var end in ends)
            if (end.Kind > worst.Kind) worst = end;
        return worst;
    }
}
