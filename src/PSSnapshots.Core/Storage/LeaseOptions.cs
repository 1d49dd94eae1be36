namespace PSSnapshots.Storage;

/// <summary>How long a lease lasts, and how it is renewed.</summary>
public sealed record LeaseOptions
{
    /// <summary>The defaults.</summary>
    public static LeaseOptions Default { get; } = new();

    /// <summary>How long the lease lasts after it was acquired or last renewed; 30 seconds by default.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long before its expiry the lease counts as lost; a tenth of the duration by default.</summary>
    public TimeSpan? Margin { get; init; }

    /// <summary>Whether the lease renews itself, three times within its duration.</summary>
    public bool RenewsItself { get; init; } = true;

    /// <summary>The name of the owner that others see; the user and the machine by default.</summary>
    public string? OwnerName { get; init; }

    internal TimeSpan EffectiveMargin => Margin ?? Duration / 10;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Duration, TimeSpan.FromMilliseconds(10), nameof(Duration));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Duration, TimeSpan.FromDays(1), nameof(Duration));
        ArgumentOutOfRangeException.ThrowIfLessThan(EffectiveMargin, TimeSpan.Zero, nameof(Margin));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(EffectiveMargin, Duration, nameof(Margin));
    }
}
