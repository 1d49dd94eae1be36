using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>The process of a run died each time it ran a step, and the step is not run again.</summary>
/// <param name="stepId">The step ID.</param>
/// <param name="deaths">How many attempts in a row have begun without an end that was recorded.</param>
public sealed class ProcessDiedException(string stepId, int deaths)
    : SnapshotsException(ErrorCodes.ProcessDied, $"The process died while it ran step '{stepId}' ({deaths} {(deaths == 1 ? "attempt" : "attempts")}). The step is not run again, since its attempts are used up.")
{
    /// <summary>The step ID.</summary>
    public string StepId { get; } = stepId;

    /// <summary>How many attempts have begun without an end.</summary>
    public int Deaths { get; } = deaths;
}
