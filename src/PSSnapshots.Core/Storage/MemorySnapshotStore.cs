using System.Collections.Concurrent;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Keeps snapshots in memory, for tests and for trying things out: what a store must do, without a disk.</summary>
/// <param name="timeProvider">What stamps locks; the system's clock where there is none.</param>
public sealed class MemorySnapshotStore(TimeProvider? timeProvider = null) : ISnapshotStore
{
    private readonly object _gate = new();
    private readonly SortedDictionary<string, Shelf> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Hold> _locks = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider = timeProvider ?? TimeProvider.System;
    private volatile bool _isDisposed;

    /// <inheritdoc/>
    public StoredSnapshot Save(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (_gate)
        {
            if (!_runs.TryGetValue(snapshot.RunId, out var run)) _runs.Add(snapshot.RunId, run = new Shelf());
            return run.Add(snapshot);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (_gate)
            return [.. _runs.Where(pair => runId is null || pair.Key == runId).SelectMany(pair => pair.Value.All.Values.Select(kept => kept.Stored))];
    }

    /// <inheritdoc/>
    public Snapshot Read(StoredSnapshot stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (_gate)
            return Find(stored)?.Snapshot ?? throw new SnapshotStoreException($"The checkpoint {stored} is gone.");
    }

    /// <inheritdoc/>
    public bool Remove(StoredSnapshot stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (_gate) return Find(stored) is not null && _runs[stored.RunId].All.Remove(stored.Sequence);
    }

    /// <inheritdoc/>
    public IDisposable Lock(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var mine = new Hold(_locks, runId, _timeProvider.GetUtcNow());
        var holder = _locks.GetOrAdd(runId, mine);
        return holder == mine ? mine : throw new RunLockedException(runId, Environment.MachineName, Environment.ProcessId, holder.Since);
    }

    /// <summary>Lets all snapshots go.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        lock (_gate) _runs.Clear();
    }

    private Kept? Find(StoredSnapshot stored) =>
        _runs.TryGetValue(stored.RunId, out var run) && run.All.TryGetValue(stored.Sequence, out var kept) && kept.Stored.SnapshotId == stored.SnapshotId
            ? kept
            : null;

    private sealed record Kept(StoredSnapshot Stored, Snapshot Snapshot);

    /// <summary>The snapshots of a run. Numbers go on when some were removed.</summary>
    private sealed class Shelf
    {
        private int _last;
        private RunState? _lastState;

        public SortedDictionary<int, Kept> All { get; } = [];

        public StoredSnapshot Add(Snapshot snapshot)
        {
            using var added = new Utf8Output();
            if (_lastState is null || !StateDelta.TryWrite(_lastState, snapshot.State, added, out _)) SnapshotWriter.Write(snapshot, added);
            _lastState = snapshot.State;
            var stored = new StoredSnapshot(
                snapshot.RunId, snapshot.WorkflowId, ++_last, snapshot.Timestamp, snapshot.Status, snapshot.Label, snapshot.Id, added.Written.Length);
            All.Add(_last, new Kept(stored, snapshot.WithSequence(_last)));
            return stored;
        }
    }

    private sealed class Hold(ConcurrentDictionary<string, Hold> all, string runId, DateTimeOffset since) : IDisposable
    {
        public DateTimeOffset Since { get; } = since;

        public void Dispose() => all.TryRemove(KeyValuePair.Create(runId, this));
    }
}
