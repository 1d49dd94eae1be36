namespace PSSnapshots.Tests.Support;

/// <summary>A place in a script where it waits until it is stopped, and a test that waits until it has come there.</summary>
public sealed class Gate : IDisposable
{
    private readonly ManualResetEventSlim _reached = new();

    /// <summary>Called by the script: says that it is here, and lets it go only by being stopped.</summary>
    public void Stay(Func<bool> isStopping)
    {
        _reached.Set();
        SpinWait.SpinUntil(isStopping, TimeSpan.FromMinutes(1));
    }

    public void WaitUntilReached() => Assert.True(_reached.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

    public void Dispose() => _reached.Dispose();
}
