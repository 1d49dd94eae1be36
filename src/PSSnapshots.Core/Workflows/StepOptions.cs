namespace PSSnapshots.Workflows;

/// <summary>How a step is run.</summary>
/// <param name="Retry">How often it is tried; the run's own policy where there is none.</param>
/// <param name="Timeout">The time that one attempt may take; no limit where there is none.</param>
/// <param name="IsIdempotent">
/// Whether it may run again after it was interrupted or failed. If not, a resume asks first; only its own attempts
/// repeat it, after an error that its code threw.
/// </param>
public sealed record StepOptions(RetryPolicy? Retry = null, TimeSpan? Timeout = null, bool IsIdempotent = true)
{
    /// <summary>The run's retry policy, no limit of time, may run again.</summary>
    public static StepOptions Default { get; } = new();
}
