namespace PSSnapshots;

/// <summary>The claim of one runner in this process on a run. It alone determines whether the run is already running in this process.</summary>
/// <param name="store">The run.</param>
internal sealed class RunWork(RunStore store) : IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _isSuspensionRequested;
    private bool _isEnded;

    /// <summary>Whether a suspension was requested: running steps end, and no other begins.</summary>
    public bool IsSuspensionRequested => _isSuspensionRequested;

    /// <summary>Canceled when the run is requested to stop immediately.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Requests that the run is suspended when its running steps have ended.</summary>
    /// <returns>False if the run has ended.</returns>
    public bool TrySuspend()
    {
        lock (_gate)
        {
            if (_isEnded) return false;
            _isSuspensionRequested = true;
            return true;
        }
    }

    /// <summary>Requests that the run stops immediately, and interrupts its running steps.</summary>
    /// <returns>False if the run has ended.</returns>
    public bool TryStop()
    {
        lock (_gate)
            if (_isEnded) return false;
        _stop.Cancel();
        return true;
    }

    public void Dispose()
    {
        lock (_gate) _isEnded = true;
        store.EndWork(this);
    }
}
