using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>The process ended unexpectedly each time it ran a step. The step does not run again.</summary>
/// <param name="stepId">The step ID.</param>
/// <param name="deaths">The number of consecutive attempts that began without a recorded end.</param>
public sealed class ProcessDiedException(string stepId, int deaths)
    : SnapshotsException(ErrorCodes.ProcessDied, $"The process died while it ran step '{stepId}' ({deaths} {(deaths == 1 ? "attempt" : "attempts")}). The step is not run again, since its attempts are used up.")
{
    /// <summary>The step ID.</summary>
    public string StepId { get; } = stepId;

    /// <summary>The number of consecutive attempts that began without a recorded end.</summary>
    public int Deaths { get; } = deaths;
}
