namespace PSSnapshots.Storage;

/// <summary>
/// A moment by both local clocks. A store takes it before it asks for a lease, so that the lease never seems to last
/// longer than the store has granted it.
/// </summary>
/// <param name="Timestamp">The moment by the monotonic clock, which stops while some systems sleep.</param>
/// <param name="Utc">The moment by the wall clock, which can be set.</param>
public readonly record struct LeaseMoment(long Timestamp, DateTimeOffset Utc)
{
    /// <summary>Takes the current moment.</summary>
    /// <param name="timeProvider">The clocks.</param>
    /// <returns>The moment.</returns>
    public static LeaseMoment Now(TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        return new LeaseMoment(timeProvider.GetTimestamp(), timeProvider.GetUtcNow());
    }

    /// <summary>Returns how long ago this moment was, by the clock that says more.</summary>
    internal TimeSpan Age(TimeProvider timeProvider)
    {
        var monotonic = timeProvider.GetElapsedTime(Timestamp);
        var wall = timeProvider.GetUtcNow() - Utc;
        return wall > monotonic ? wall : monotonic;
    }
}
