namespace PSSnapshots;

/// <summary>The claim of one runner of this process on a run. It is the one thing that says that a run is already running here.</summary>
/// <param name="store">The run.</param>
internal sealed class RunWork(RunStore store) : IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _isSuspensionRequested;
    private bool _isEnded;

    /// <summary>Whether the run is asked to suspend itself: running steps end, and no other begins.</summary>
    public bool IsSuspensionRequested => _isSuspensionRequested;

    /// <summary>Is canceled when the run is asked to stop at once.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Asks the run to suspend itself when its running steps have ended.</summary>
    /// <returns>False if it has ended.</returns>
    public bool TrySuspend()
    {
        lock (_gate)
        {
            if (_isEnded) return false;
            _isSuspensionRequested = true;
            return true;
        }
    }

    /// <summary>Asks the run to stop at once, and cuts its running steps off.</summary>
    /// <returns>False if it has ended.</returns>
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
