namespace PSSnapshots.Tests.Support;

/// <summary>Waits for a condition that other threads fulfill. The deadline only keeps a test from hanging.</summary>
internal static class Eventually
{
    public static void True(Func<bool> observation, string what) =>
        Assert.True(SpinWait.SpinUntil(observation, TimeSpan.FromMinutes(1)), $"It never came to this: {what}.");
}
