namespace PSSnapshots.Workflows;

/// <summary>Options that control how a step runs.</summary>
/// <param name="Retry">The retry policy; if <see langword="null"/>, the policy of the workflow applies.</param>
/// <param name="Timeout">The time limit of one attempt; if <see langword="null"/>, there is no limit.</param>
/// <param name="IsIdempotent">
/// Whether the step can safely run again after it was interrupted or failed. If not, a resume asks for confirmation before
/// the step runs again. Only its own retry policy repeats it, and only after an error that its code threw.
/// </param>
public sealed record StepOptions(RetryPolicy? Retry = null, TimeSpan? Timeout = null, bool IsIdempotent = true)
{
    /// <summary>The default options: the retry policy of the workflow, no time limit, idempotent.</summary>
    public static StepOptions Default { get; } = new();
}
