namespace PSSnapshots.Workflows;

/// <summary>How often a step that fails is tried again, and how long to wait before.</summary>
/// <param name="Attempts">How many attempts in all, at least 1.</param>
/// <param name="Delay">The wait before the second attempt.</param>
/// <param name="Backoff">What each further wait is multiplied with, at least 1.</param>
/// <param name="Jitter">The part of a wait that chance may add to it or take from it, from 0 to 1.</param>
/// <param name="MaxDelay">The longest wait.</param>
public sealed record RetryPolicy(int Attempts = 1, TimeSpan Delay = default, double Backoff = 1, double Jitter = 0, TimeSpan? MaxDelay = null)
{
    /// <summary>One attempt only.</summary>
    public static RetryPolicy None { get; } = new();
}
