using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>The outcome of running a node.</summary>
/// <param name="Kind">How the node ended.</param>
/// <param name="Output">The output, if the node completed.</param>
/// <param name="Error">The error, if the node failed.</param>
/// <param name="Failure">The failure, if a step failed.</param>
internal readonly record struct NodeOutcome(NodeOutcomeKind Kind, JsonValue? Output = null, RunError? Error = null, StepFailure? Failure = null)
{
    /// <summary>The node was stopped between two steps.</summary>
    public static NodeOutcome Stopped { get; } = new(NodeOutcomeKind.Stopped);

    /// <summary>A step in the node waits.</summary>
    public static NodeOutcome Suspended { get; } = new(NodeOutcomeKind.Suspended);

    public bool IsCompleted => Kind == NodeOutcomeKind.Completed;

    public static NodeOutcome Completed(JsonValue? output) => new(NodeOutcomeKind.Completed, output);

    public static NodeOutcome Failed(RunError error, StepFailure failure) => new(NodeOutcomeKind.Failed, Error: error, Failure: failure);

    /// <summary>Returns the outcome of a node with several parts: the most severe outcome, and the first of several failures.</summary>
    public static NodeOutcome WorstOf(ReadOnlySpan<NodeOutcome> ends)
    {
        var worst = Completed(null);
        foreach (var end in ends)
            if (end.Kind > worst.Kind) worst = end;
        return worst;
    }
}
