using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Workflows.Support;

/// <summary>A store in memory whose saves fail while a test says so, and that tells of each save.</summary>
internal sealed class BreakableStore : ISnapshotStore
{
    private readonly MemorySnapshotStore _inner = new();
    private int _atOnce;

    /// <summary>Whether saves fail.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Is called in each save, before anything is kept.</summary>
    public Action<Snapshot>? Saving { get; set; }

    public int MostAtOnce { get; private set; }

    public StoredSnapshot Save(Snapshot snapshot)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        try
        {
            Saving?.Invoke(snapshot);
            if (IsBroken) throw new SnapshotStoreException("No space left on the device.");
            return _inner.Save(snapshot);
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    public Snapshot Latest(string runId) => Read(List(runId)[^1]);

    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null) => _inner.List(runId, onProblem);

    public Snapshot Read(StoredSnapshot stored) => _inner.Read(stored);

    public bool Remove(StoredSnapshot stored) => _inner.Remove(stored);

    public IDisposable Lock(string runId) => _inner.Lock(runId);

    public void Dispose() => _inner.Dispose();
}
