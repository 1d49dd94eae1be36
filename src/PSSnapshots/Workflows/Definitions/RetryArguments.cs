namespace PSSnapshots.Workflows;

/// <summary>Validates the retry arguments of a keyword.</summary>
internal static class RetryArguments
{
    /// <exception cref="DefinitionFailure">An argument is out of range.</exception>
    public static RetryPolicy ToPolicy(DefinitionElement element, long attempts, TimeSpan delay, double backoff, double jitter, TimeSpan? maxDelay)
    {
        if (attempts < 1) throw element.Invalid("the number of attempts must be at least 1");
        if (!(backoff >= 1)) throw element.Invalid("-Backoff must be at least 1");
        if (!(jitter is >= 0 and <= 1)) throw element.Invalid("-Jitter must be from 0 to 1");
        return new RetryPolicy((int)Math.Min(attempts, int.MaxValue), delay, backoff, jitter, maxDelay);
    }
}
