namespace PSSnapshots.Tests.Support;

/// <summary>A point at which a script waits until it is stopped. A test can wait until the script has reached it.</summary>
public sealed class Gate : IDisposable
{
    private readonly ManualResetEventSlim _reached = new();

    /// <summary>Called by the script. Signals that the gate was reached, and returns only when the pipeline is stopping.</summary>
    public void WaitUntilStopped(Func<bool> isStopping)
    {
        _reached.Set();
        SpinWait.SpinUntil(isStopping, TimeSpan.FromMinutes(1));
    }

    public void WaitUntilReached() => Assert.True(_reached.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

    public void Dispose() => _reached.Dispose();
}
