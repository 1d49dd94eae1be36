using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PSSnapshots.Serialization;

namespace PSSnapshots;

/// <summary>
/// Keeps the latest snapshots of each run, up to <see cref="MaxSnapshots"/> per run, and the state that the last restore of
/// the run replaced (<see cref="GetBeforeRestore"/>). The oldest snapshots are removed first. All members are thread-safe.
/// </summary>
public sealed partial class SnapshotManager
{
    /// <summary>The default number of snapshots that are kept per run: 10.</summary>
    public const int DefaultMaxSnapshots = 10;

    private const int MaxTakenSequence = int.MaxValue / 2;

    private readonly object _gate = new();
    private readonly Dictionary<string, RunHistory> _histories = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider;
    private int _maxSnapshots;

    /// <summary>Initializes a manager without snapshots.</summary>
    /// <param name="maxSnapshots">The maximum number of snapshots per run; at least 1.</param>
    /// <param name="timeProvider">The clock for the times of snapshots. The default is the system clock.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSnapshots"/> is less than 1.</exception>
    public SnapshotManager(int maxSnapshots = DefaultMaxSnapshots, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSnapshots, 1);
        _maxSnapshots = maxSnapshots;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Gets or sets the maximum number of snapshots per run. Setting a lower value removes the oldest snapshots immediately.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxSnapshots
    {
        get => Volatile.Read(ref _maxSnapshots);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            lock (_gate)
            {
                _maxSnapshots = value;
                foreach (var history in _histories.Values) history.Trim(value, keep: null);
            }
        }
    }

    /// <summary>Gets the number of snapshots of all runs, not counting those that restores took.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _histories.Values.Sum(history => history.Count);
        }
    }

    /// <summary>Gets the IDs of the runs that have snapshots, including those that restores took, in the order of their first snapshots.</summary>
    public IReadOnlyList<string> RunIds
    {
        get
        {
            lock (_gate) return [.. _histories.Where(pair => !pair.Value.IsEmpty).Select(pair => pair.Key)];
        }
    }

    /// <summary>Takes a snapshot of a running workflow and keeps it.</summary>
    /// <param name="store">The store of the run. It can change during the call.</param>
    /// <param name="label">The label of the snapshot.</param>
    /// <returns>The snapshot.</returns>
    public Snapshot Create(RunStore store, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Create(store.State, label);
    }

    /// <summary>Takes a snapshot of a state and keeps it under the run ID of the state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="label">The label of the snapshot.</param>
    /// <returns>The snapshot.</returns>
    public Snapshot Create(RunState state, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        lock (_gate)
        {
            var history = HistoryOf(state.RunId);
            var snapshot = new Snapshot(state, _timeProvider.GetUtcNow(), history.NextSequence, label, history.ParentOf(state));
            history.Add(snapshot, _maxSnapshots);
            return snapshot;
        }
    }

    /// <summary>Takes a snapshot of a state that was derived from another snapshot, for example by a patch.</summary>
    /// <param name="parent">The snapshot that the state was derived from. It becomes the parent of the new snapshot.</param>
    /// <param name="state">The state.</param>
    /// <param name="label">The label of the new snapshot.</param>
    /// <returns>The new snapshot.</returns>
    public Snapshot CreateFrom(Snapshot parent, RunState state, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(state);
        return Create(state with { RestorePoint = new RestorePoint(parent.Identity) }, label);
    }

    /// <summary>
    /// Adds an existing snapshot. It keeps its sequence number if no other snapshot of the run has that number and the number
    /// is at most 1073741823; otherwise, it gets the next number. A snapshot that the manager already has is not added
    /// again.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>The snapshot with the sequence number under which it is kept.</returns>
    public Snapshot Add(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        lock (_gate)
        {
            var history = HistoryOf(snapshot.RunId);
            if (history.Find(snapshot.Id) is { } kept) return kept;
            var free = snapshot.Sequence is > 0 and <= MaxTakenSequence && history.Find(snapshot.Sequence) is null;
            var numbered = snapshot.WithSequence(free ? snapshot.Sequence : history.NextSequence);
            history.Add(numbered, _maxSnapshots);
            return numbered;
        }
    }

    /// <summary>Gets the latest snapshot of a run.</summary>
    /// <param name="runId">The ID of the run.</param>
    /// <returns>The snapshot, or <see langword="null"/> if the run has none.</returns>
    public Snapshot? GetLatest(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        lock (_gate) return _histories.TryGetValue(runId, out var history) ? history.Latest : null;
    }

    /// <summary>Gets the snapshots of a run.</summary>
    /// <param name="runId">The ID of the run.</param>
    /// <returns>The snapshots by sequence number, latest last. The list does not change when snapshots are added or removed.</returns>
    public IReadOnlyList<Snapshot> GetAll(string runId) => History(runId);

    /// <summary>Gets a snapshot by its sequence number.</summary>
    /// <param name="runId">The ID of the run.</param>
    /// <param name="sequence">The sequence number.</param>
    /// <returns>The snapshot, or <see langword="null"/> if it does not exist.</returns>
    public Snapshot? Get(string runId, int sequence) => History(runId).FirstOrDefault(snapshot => snapshot.Sequence == sequence);

    /// <summary>Returns whether a snapshot is kept here, with a number or as the one that a restore took.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return GetAll(snapshot.RunId).Any(kept => kept.Id == snapshot.Id) || GetBeforeRestore(snapshot.RunId)?.Id == snapshot.Id;
    }

    /// <summary>
    /// Removes a snapshot, which can be one that a restore took. Removing the last numbered snapshot of a run also removes the
    /// one that a restore of the run took.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns><see langword="true"/> if the manager had the snapshot; otherwise, <see langword="false"/>.</returns>
    public bool Remove(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        lock (_gate) return _histories.TryGetValue(snapshot.RunId, out var history) && history.Remove(snapshot.Id);
    }

    /// <summary>Removes all snapshots of a run, including the one that a restore took. Sequence numbers continue from the last one.</summary>
    /// <param name="runId">The ID of the run.</param>
    /// <returns>The number of removed snapshots, not counting the one that a restore took.</returns>
    public int Clear(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        lock (_gate) return _histories.TryGetValue(runId, out var history) ? history.Clear() : 0;
    }

    /// <summary>Removes all snapshots of all runs, including those that restores took. Sequence numbers start again from 1.</summary>
    /// <returns>The number of removed snapshots, not counting those that restores took.</returns>
    public int ClearAll()
    {
        lock (_gate)
        {
            var count = _histories.Values.Sum(history => history.Count);
            _histories.Clear();
            return count;
        }
    }

    /// <summary>Writes a snapshot as JSON text.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="compress"><see langword="true"/> to omit white space; <see langword="false"/> to indent by two spaces.</param>
    /// <returns>The text.</returns>
    [SuppressMessage("Performance", "CA1822", Justification = "Scripts call this on a manager, and PowerShell does not find static members on an instance.")]
    public string Export(Snapshot snapshot, bool compress = false) => SnapshotWriter.ToJson(snapshot, compress);

    /// <summary>Reads a snapshot from JSON text and adds it.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The snapshot with the sequence number under which it is kept.</returns>
    /// <exception cref="SnapshotFormatException">The text is not a valid snapshot. Nothing was added.</exception>
    public Snapshot Import(string json) => Add(SnapshotReader.Read(json));

    /// <summary>Returns the number of snapshots and runs, and the maximum.</summary>
    /// <returns>For example, <c>5 snapshots of 2 runs, at most 10 each</c>.</returns>
    public override string ToString() => $"{Count} snapshots of {RunIds.Count} runs, at most {MaxSnapshots} each";

    private RunHistory HistoryOf(string runId)
    {
        if (!_histories.TryGetValue(runId, out var history)) _histories.Add(runId, history = new RunHistory());
        return history;
    }

    private ImmutableArray<Snapshot> History(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        lock (_gate) return _histories.TryGetValue(runId, out var history) ? history.Snapshots : [];
    }
}
