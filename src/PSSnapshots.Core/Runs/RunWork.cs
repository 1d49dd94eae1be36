namespace PSSnapshots;

/// <summary>The claim of one runner of this process on a run. It is the one thing that says that a run is already running here.</summary>
/// <param name="store">The run.</param>
internal sealed class RunWork(RunStore store) : IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private bool _isEnded;

    /// <summary>Is canceled when the run is asked to stop.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Asks the run to stop.</summary>
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
