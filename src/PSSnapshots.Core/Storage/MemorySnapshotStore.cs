using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Stores snapshots in memory, for tests and experiments.</summary>
/// <param name="timeProvider">The store's clock; the system's if <see langword="null"/>.</param>
public sealed class MemorySnapshotStore(TimeProvider? timeProvider = null) : ISnapshotStore
{
    private readonly object _gate = new();
    private readonly SortedDictionary<string, Run> _runs = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private volatile bool _isDisposed;

    /// <inheritdoc/>
    public bool IsOwnedByCaller(StoredSnapshot stored) => true;

    /// <inheritdoc/>
    public StoredSnapshot Save(Snapshot snapshot, RunLease? lease = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var requested = LeaseMoment.Now(_timeProvider);
        lock (Enter(cancellation))
        {
            var run = GetOrAdd(snapshot.RunId);
            if (lease is not null) Require(run, lease);
            else if (OwnerOf(run) is { } owner) throw new RunLockedException(snapshot.RunId, owner, run.Expires);
            var stored = run.Add(snapshot);
            if (lease is null) return stored;
            run.Handled = Math.Max(run.Handled, lease.HandledMessage);
            run.Expires = _timeProvider.GetUtcNow() + lease.Options.Duration;
            lease.Extend(requested, run.Expires);
            lease.LastMessage = run.Inbox.Count;
            return stored;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default)
    {
        lock (Enter(cancellation))
            return [.. _runs.Where(pair => runId is null || pair.Key == runId).SelectMany(pair => pair.Value.All.Values.Select(kept => kept.Stored))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunHead> ListRuns(RunFilter? filter = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default)
    {
        lock (Enter(cancellation))
        {
            var heads = _runs.Values.Where(run => run.All.Count > 0).Select(run =>
            {
                var owner = OwnerOf(run);
                return run.All.Values.Last().Head with { Owner = owner, LeaseExpires = owner is null ? null : run.Expires };
            });
            return [.. filter is null ? heads : heads.Where(filter.Matches)];
        }
    }

    /// <inheritdoc/>
    public Snapshot Read(StoredSnapshot stored, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stored);
        lock (Enter(cancellation))
            return Find(stored)?.Snapshot ?? throw new SnapshotStoreException($"The snapshot {stored} is gone.");
    }

    /// <inheritdoc/>
    public bool Remove(StoredSnapshot stored, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stored);
        lock (Enter(cancellation)) return Find(stored) is not null && _runs[stored.RunId].All.Remove(stored.Sequence);
    }

    /// <inheritdoc/>
    public RunLease Acquire(string runId, LeaseOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        options ??= LeaseOptions.Default;
        options.Validate();
        var requested = LeaseMoment.Now(_timeProvider);
        lock (Enter(cancellation))
        {
            var run = GetOrAdd(runId);
            if (OwnerOf(run) is { } other) throw new RunLockedException(runId, other, run.Expires);
            var now = _timeProvider.GetUtcNow();
            run.Owner = RunOwner.Current(options.OwnerName, now);
            run.Expires = now + options.Duration;
            return new RunLease(runId, run.Owner, ++run.Epoch, run.Expires, requested, options, Renew, Release, _timeProvider) { LastMessage = run.Inbox.Count };
        }
    }

    /// <inheritdoc/>
    public void BeginAttempt(RunLease lease, string stepId, int attempt, bool flush, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(stepId);
        lock (Enter(cancellation))
        {
            var run = GetOrAdd(lease.RunId);
            Require(run, lease);
            run.Attempts.Add(new StepAttempt(stepId, attempt, lease.Epoch, _timeProvider.GetUtcNow(), run.LastSequence));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StepAttempt> ListAttempts(string runId, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        lock (Enter(cancellation))
            return _runs.TryGetValue(runId, out var run) ? [.. run.Attempts.Where(attempt => attempt.AfterSequence >= run.LastSequence - 1)] : [];
    }

    /// <inheritdoc/>
    public RunMessage Post(string runId, RunMessage message, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        ArgumentNullException.ThrowIfNull(message);
        lock (Enter(cancellation))
        {
            if (!_runs.TryGetValue(runId, out var run)) throw new SnapshotStoreException($"There is no run '{runId}' in the store.");
            var posted = message with { Number = run.Inbox.Count + 1, Timestamp = _timeProvider.GetUtcNow() };
            run.Inbox.Add(posted);
            return posted;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunMessage> ReadInbox(RunLease lease, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        lock (Enter(cancellation))
        {
            var run = GetOrAdd(lease.RunId);
            return [.. run.Inbox.Where(message => message.Number > Math.Max(run.Handled, lease.HandledMessage))];
        }
    }

    /// <summary>Removes all snapshots.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        lock (_gate) _runs.Clear();
    }

    private object Enter(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellation.ThrowIfCancellationRequested();
        return _gate;
    }

    private Run GetOrAdd(string runId)
    {
        if (!_runs.TryGetValue(runId, out var run)) _runs.Add(runId, run = new Run());
        return run;
    }

    private RunOwner? OwnerOf(Run run) => run.Expires > _timeProvider.GetUtcNow() ? run.Owner : null;

    private static void Require(Run run, RunLease lease)
    {
        lease.ThrowIfLost();
        if (run.Owner is not null && run.Epoch == lease.Epoch) return;
        const string Reason = "Another process has acquired the run.";
        lease.MarkLost(Reason);
        throw new LeaseLostException(lease.RunId, lease.Epoch, Reason);
    }

    private DateTimeOffset Renew(RunLease lease, CancellationToken cancellation)
    {
        lock (Enter(cancellation))
        {
            var run = GetOrAdd(lease.RunId);
            Require(run, lease);
            lease.LastMessage = run.Inbox.Count;
            return run.Expires = _timeProvider.GetUtcNow() + lease.Options.Duration;
        }
    }

    private void Release(RunLease lease)
    {
        lock (_gate)
            if (_runs.TryGetValue(lease.RunId, out var run) && run.Epoch == lease.Epoch) run.Owner = null;
    }

    private Kept? Find(StoredSnapshot stored) =>
        _runs.TryGetValue(stored.RunId, out var run) && run.All.TryGetValue(stored.Sequence, out var kept) && kept.Stored.SnapshotId == stored.SnapshotId
            ? kept
            : null;

    private sealed record Kept(StoredSnapshot Stored, Snapshot Snapshot, RunHead Head);

    private sealed class Run
    {
        private readonly RunHeadBuilder _heads = new();
        private RunState? _lastState;

        public SortedDictionary<int, Kept> All { get; } = [];

        public List<StepAttempt> Attempts { get; } = [];

        public List<RunMessage> Inbox { get; } = [];

        public int LastSequence { get; private set; }

        public long Epoch { get; set; }

        public RunOwner? Owner { get; set; }

        public DateTimeOffset Expires { get; set; }

        public long Handled { get; set; }

        public StoredSnapshot Add(Snapshot snapshot)
        {
            using var added = new Utf8Output();
            if (_lastState is null || !StateDelta.TryWrite(_lastState, snapshot.State, added, out _)) SnapshotWriter.Write(snapshot, added);
            _lastState = snapshot.State;
            LastSequence = SnapshotNumber.After(LastSequence, snapshot.RunId);
            var stored = StoredSnapshot.Of(snapshot, LastSequence, Epoch, added.Written.Length);
            All.Add(LastSequence, new Kept(stored, snapshot.WithSequence(LastSequence), _heads.Build(stored, snapshot.State)));
            return stored;
        }
    }
}
