using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>A store that stays open when this is disposed, so that it can be opened several times.</summary>
internal sealed class SharedStore(ISnapshotStore store) : ISnapshotStore
{
    private bool _isDisposed;

    public StoredSnapshot Save(Snapshot snapshot, RunLease? lease = null, CancellationToken cancellation = default) => Inner().Save(snapshot, lease, cancellation);

    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default) => Inner().List(runId, onProblem, cancellation);

    public IReadOnlyList<RunHead> ListRuns(RunFilter? filter = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default) => Inner().ListRuns(filter, onProblem, cancellation);

    public Snapshot Read(StoredSnapshot stored, CancellationToken cancellation = default) => Inner().Read(stored, cancellation);

    public bool Remove(StoredSnapshot stored, CancellationToken cancellation = default) => Inner().Remove(stored, cancellation);

    public RunLease Acquire(string runId, LeaseOptions? options = null, CancellationToken cancellation = default) => Inner().Acquire(runId, options, cancellation);

    public void BeginAttempt(RunLease lease, string stepId, int attempt, bool flush, CancellationToken cancellation = default) => Inner().BeginAttempt(lease, stepId, attempt, flush, cancellation);

    public IReadOnlyList<StepAttempt> ListAttempts(string runId, CancellationToken cancellation = default) => Inner().ListAttempts(runId, cancellation);

    public RunMessage Post(string runId, RunMessage message, CancellationToken cancellation = default) => Inner().Post(runId, message, cancellation);

    public IReadOnlyList<RunMessage> ReadInbox(RunLease lease, CancellationToken cancellation = default) => Inner().ReadInbox(lease, cancellation);

    public void Dispose() => _isDisposed = true;

    private ISnapshotStore Inner()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return store;
    }
}
