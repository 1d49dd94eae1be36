namespace PSSnapshots.Tests.Support;

/// <summary>A clock that throws when the time is read, while it is broken. Timers and timestamps continue to work.</summary>
public sealed class BrokenClock : TimeProvider
{
    public const string Message = "The clock is broken.";

    public bool IsBroken { get; set; } = true;

    public override DateTimeOffset GetUtcNow() =>
        IsBroken ? throw new InvalidOperationException(Message) : System.GetUtcNow();
}
