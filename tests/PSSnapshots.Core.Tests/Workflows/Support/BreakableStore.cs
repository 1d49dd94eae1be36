using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Workflows.Support;

/// <summary>A store in memory whose saves fail while a test says so, and that tells of each save.</summary>
internal sealed class BreakableStore : ISnapshotStore
{
    private readonly MemorySnapshotStore _inner;
    private int _atOnce;

    public BreakableStore(TimeProvider? clock = null) => _inner = new MemorySnapshotStore(clock);

    /// <summary>Whether saves fail.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether attempts cannot be recorded.</summary>
    public bool FailsAttempts { get; set; }

    /// <summary>Is called in each save, before anything is kept.</summary>
    public Action<Snapshot>? Saving { get; set; }

    public int MostAtOnce { get; private set; }

    public StoredSnapshot Save(Snapshot snapshot, RunLease? lease = null, CancellationToken cancellation = default)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
        try
        {
            Saving?.Invoke(snapshot);
            if (IsBroken) throw new SnapshotStoreException("No space left on the device.");
            return _inner.Save(snapshot, lease, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _atOnce);
        }
    }

    public Snapshot Latest(string runId) => Read(List(runId)[^1]);

    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default) =>
        _inner.List(runId, onProblem, cancellation);

    public IReadOnlyList<RunHead> ListRuns(RunFilter? filter = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default) =>
        _inner.ListRuns(filter, onProblem, cancellation);

    public Snapshot Read(StoredSnapshot stored, CancellationToken cancellation = default) => _inner.Read(stored, cancellation);

    public bool Remove(StoredSnapshot stored, CancellationToken cancellation = default) => _inner.Remove(stored, cancellation);

    public RunLease Acquire(string runId, LeaseOptions? options = null, CancellationToken cancellation = default) => _inner.Acquire(runId, options, cancellation);

    public void BeginAttempt(RunLease lease, string stepId, int attempt, bool flush, CancellationToken cancellation = default)
    {
        if (FailsAttempts) throw new SnapshotStoreException("No space left on the device.");
        _inner.BeginAttempt(lease, stepId, attempt, flush, cancellation);
    }

    public IReadOnlyList<StepAttempt> ListAttempts(string runId, CancellationToken cancellation = default) => _inner.ListAttempts(runId, cancellation);

    public RunMessage Post(string runId, RunMessage message, CancellationToken cancellation = default) => _inner.Post(runId, message, cancellation);

    public IReadOnlyList<RunMessage> ReadInbox(RunLease lease, CancellationToken cancellation = default) => _inner.ReadInbox(lease, cancellation);

    public void Dispose() => _inner.Dispose();
}
