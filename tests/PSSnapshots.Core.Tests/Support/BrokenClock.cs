namespace PSSnapshots.Core.Tests.Support;

/// <summary>A clock that throws on each use until it is repaired.</summary>
internal sealed class BrokenClock : TimeProvider
{
    public bool IsBroken { get; set; } = true;

    public override DateTimeOffset GetUtcNow() =>
        IsBroken ? throw new InvalidOperationException("the clock is broken") : new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);
}
