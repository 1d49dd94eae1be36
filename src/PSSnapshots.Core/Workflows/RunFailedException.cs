using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>A run failed. The inner exception is what a step threw.</summary>
/// <param name="runId">The run ID.</param>
/// <param name="stepId">The ID of the step that failed; <see langword="null"/> if no step did.</param>
/// <param name="message">The step, where it failed, and why.</param>
/// <param name="inner">What the step threw.</param>
public sealed class RunFailedException(string runId, string? stepId, string message, Exception? inner = null)
    : SnapshotsException(ErrorCodes.RunFailed, inner, VisibleText.Lines(message))
{
    /// <summary>The run ID.</summary>
    public string RunId { get; } = runId;

    /// <summary>The ID of the step, the iteration or the node that failed; <see langword="null"/> if no step did.</summary>
    public string? StepId { get; } = stepId;
}
