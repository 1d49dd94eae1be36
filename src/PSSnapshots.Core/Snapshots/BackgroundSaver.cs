using PSSnapshots.Storage;

namespace PSSnapshots;

/// <summary>
/// Saves snapshots to a store on a thread pool thread. At most one snapshot waits while another is saved, and a newer one
/// replaces it, so that a slow store neither delays the run nor accumulates snapshots.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="ownsStore">Whether to dispose the store after <see cref="Close"/>.</param>
/// <param name="onSaved">Called after each snapshot that was saved.</param>
/// <param name="onFailed">Called if a snapshot could not be saved or the store could not be disposed. It must not throw.</param>
internal sealed class BackgroundSaver(ISnapshotStore store, bool ownsStore, Action<StoredSnapshot> onSaved, Action<Exception> onFailed)
{
    private readonly object _gate = new();
    private Snapshot? _waiting;
    private bool _isBusy;
    private bool _isClosed;
    private bool _isStoreDisposed;

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
        while (TryTakeNext(out var snapshot))
        {
            try
            {
                if (snapshot is null) store.Dispose();
                else onSaved(store.Save(snapshot));
            }
            catch (Exception failure)
            {
                onFailed(failure);
            }
        }
    }

    /// <summary>Takes the waiting snapshot, or <see langword="null"/> once if the store is to be disposed. Returns false when idle.</summary>
    private bool TryTakeNext(out Snapshot? snapshot)
    {
        lock (_gate)
        {
            snapshot = _waiting;
            _waiting = null;
            if (snapshot is not null) return true;
            if (_isClosed && ownsStore && !_isStoreDisposed) return _isStoreDisposed = true;
            _isBusy = false;
            Monitor.PulseAll(_gate);
            return false;
        }
    }
}
