using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>
/// Steps that are not idempotent have begun without completing, and may have partially completed. The run is
/// unchanged.
/// </summary>
/// <param name="runId">The run ID.</param>
/// <param name="stepIds">The step IDs.</param>
public sealed class NonIdempotentStepException(string runId, IReadOnlyList<string> stepIds)
    : SnapshotsException(ErrorCodes.NonIdempotentStep, Describe(runId, stepIds))
{
    /// <summary>The run ID.</summary>
    public string RunId { get; } = runId;

    /// <summary>The step IDs.</summary>
    public IReadOnlyList<string> StepIds { get; } = stepIds;

    private static string Describe(string runId, IReadOnlyList<string> stepIds)
    {
        ArgumentNullException.ThrowIfNull(stepIds);
        var ids = string.Join(", ", stepIds.Select(id => $"'{id}'"));
        return stepIds.Count == 1
            ? $"Step {ids} of run '{runId}' is marked as not idempotent and has begun before, so that it may have partially completed. Find out what it did. Then use Resume-WorkflowRun with -Force to run it again, or with -SkipStep {ids} to continue after it."
            : $"Steps {ids} of run '{runId}' are marked as not idempotent and have begun before, so that they may have partially completed. Find out what they did. Then use Resume-WorkflowRun with -Force to run them again, or with -SkipStep {ids} to continue after them.";
    }
}
