namespace PSSnapshots.Workflows.Engine;

/// <summary>How long to wait before an attempt.</summary>
internal static class RetryDelay
{
    /// <summary>The wait before an attempt: the first delay times the back-off once for each further failure, and a part by chance.</summary>
    /// <param name="attempt">The attempt to come, from 2.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="random">Gives the chance.</param>
    public static TimeSpan Before(int attempt, RetryPolicy policy, Random random)
    {
        var most = (policy.MaxDelay ?? TimeSpan.MaxValue).TotalMilliseconds;
        var wait = Math.Min(policy.Delay.TotalMilliseconds * Math.Pow(policy.Backoff, attempt - 2), most);
        if (policy.Jitter > 0) wait = Math.Min(wait * (1 + (policy.Jitter * ((2 * random.NextDouble()) - 1))), most);
        // What timers can count: some 24 days.
        return TimeSpan.FromMilliseconds(Math.Min(wait, int.MaxValue));
    }
}
