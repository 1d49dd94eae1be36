namespace PSSnapshots.Workflows;

/// <summary>How often a step that fails is tried again, and how long to wait before.</summary>
/// <param name="Attempts">The total number of attempts, at least 1.</param>
/// <param name="Delay">The wait before the second attempt.</param>
/// <param name="Backoff">The factor by which each further wait grows, at least 1.</param>
/// <param name="Jitter">The fraction, from 0 to 1, of a wait that is randomly added or subtracted.</param>
/// <param name="MaxDelay">The longest wait.</param>
public sealed record RetryPolicy(int Attempts = 1, TimeSpan Delay = default, double Backoff = 1, double Jitter = 0, TimeSpan? MaxDelay = null)
{
    /// <summary>One attempt only.</summary>
    public static RetryPolicy None { get; } = new();
}
