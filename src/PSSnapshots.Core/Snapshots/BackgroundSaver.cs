using PSSnapshots.Storage;

namespace PSSnapshots;

/// <summary>
/// Saves snapshots to a store on a thread pool thread. At most one snapshot waits while another is saved, and a newer one
/// replaces it, so that a slow store neither delays the run nor accumulates snapshots.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="ownsStore">Whether to dispose the store after <see cref="Close"/>.</param>
/// <param name="onSaved">Called after each snapshot that was saved.</param>
/// <param name="onFailed">Called after each snapshot that could not be saved. It must not throw.</param>
internal sealed class BackgroundSaver(ISnapshotStore store, bool ownsStore, Action<StoredSnapshot> onSaved, Action<Exception> onFailed)
{
    private readonly object _gate = new();
    private Snapshot? _waiting;
    private bool _isBusy;
    private bool _isClosed;

    /// <summary>Queues a snapshot to be saved.</summary>
    /// <returns>False if it replaced another snapshot, which is not saved.</returns>
    public bool Enqueue(Snapshot snapshot)
    {
        lock (_gate)
        {
            var isFree = _waiting is null;
            _waiting = snapshot;
            StartIfIdle();
            return isFree;
        }
    }

    /// <summary>Stops after the waiting snapshot is saved.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            StartIfIdle();
        }
    }

    /// <summary>Waits until no snapshot is waiting or being saved.</summary>
    public void WaitUntilIdle()
    {
        lock (_gate)
            while (_isBusy) Monitor.Wait(_gate);
    }

    private void StartIfIdle()
    {
        if (_isBusy) return;
        _isBusy = true;
        ThreadPool.UnsafeQueueUserWorkItem(_ => SaveQueued(), null);
    }

    private void SaveQueued()
    {
        while (true)
        {
            Snapshot? next;
            lock (_gate)
            {
                next = _waiting;
                _waiting = null;
                if (next is null)
                {
                    if (_isClosed && ownsStore) store.Dispose();
                    _isBusy = false;
                    Monitor.PulseAll(_gate);
                    return;
                }
            }
            try
            {
                onSaved(store.Save(next));
            }
            catch (Exception failure)
            {
                onFailed(failure);
            }
        }
    }
}
