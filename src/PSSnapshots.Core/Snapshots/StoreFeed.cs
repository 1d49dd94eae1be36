using PSSnapshots.Storage;

namespace PSSnapshots;

/// <summary>
/// Saves snapshots on a thread of the pool. While it is busy one may wait; the next one takes that one's place, so
/// that a slow store neither slows the run nor piles up snapshots.
/// </summary>
/// <param name="store">What keeps them.</param>
/// <param name="ownsStore">Whether the store is disposed of at the end.</param>
/// <param name="saved">Is told of each that was saved.</param>
/// <param name="failed">Is told of each that was not. It does not throw.</param>
internal sealed class StoreFeed(ISnapshotStore store, bool ownsStore, Action<StoredSnapshot> saved, Action<Exception> failed)
{
    private readonly object _gate = new();
    private Snapshot? _waiting;
    private bool _isBusy;
    private bool _isClosed;

    /// <summary>Gives a snapshot to be saved.</summary>
    /// <returns>False where it took the place of another, which is not saved.</returns>
    public bool Offer(Snapshot snapshot)
    {
        lock (_gate)
        {
            var isFree = _waiting is null;
            _waiting = snapshot;
            Begin();
            return isFree;
        }
    }

    /// <summary>Takes no more; what waits is still saved.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
            Begin();
        }
    }

    /// <summary>Waits until nothing is being saved and nothing waits.</summary>
    public void Drain()
    {
        lock (_gate)
            while (_isBusy) Monitor.Wait(_gate);
    }

    private void Begin()
    {
        if (_isBusy) return;
        _isBusy = true;
        ThreadPool.UnsafeQueueUserWorkItem(_ => Work(), null);
    }

    private void Work()
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
                saved(store.Save(next));
            }
            catch (Exception failure)
            {
                failed(failure);
            }
        }
    }
}
