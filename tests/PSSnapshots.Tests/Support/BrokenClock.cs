namespace PSSnapshots.Tests.Support;

/// <summary>A clock that fails when it is asked the time, as long as it is broken. What counts intervals goes on.</summary>
public sealed class BrokenClock : TimeProvider
{
    public const string Message = "The clock is broken.";

    public bool IsBroken { get; set; } = true;

    public override DateTimeOffset GetUtcNow() =>
        IsBroken ? throw new InvalidOperationException(Message) : System.GetUtcNow();
}
