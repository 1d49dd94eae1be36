namespace PSSnapshots.Workflows.Engine;

/// <summary>Computes the wait before a retry.</summary>
internal static class RetryDelay
{
    /// <summary>Returns the wait before an attempt: the first delay, multiplied by the backoff for each further failure, with jitter.</summary>
    /// <param name="attempt">The number of the next attempt, starting at 2.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="random">The random number generator for the jitter.</param>
    public static TimeSpan Before(int attempt, RetryPolicy policy, Random random)
    {
        var most = (policy.MaxDelay ?? TimeSpan.MaxValue).TotalMilliseconds;
        var wait = Math.Min(policy.Delay.TotalMilliseconds * Math.Pow(policy.Backoff, attempt - 2), most);
        if (policy.Jitter > 0) wait = Math.Min(wait * (1 + (policy.Jitter * ((2 * random.NextDouble()) - 1))), most);
        // The longest time that timers support: about 24 days.
        return TimeSpan.FromMilliseconds(Math.Min(wait, int.MaxValue));
    }
}
