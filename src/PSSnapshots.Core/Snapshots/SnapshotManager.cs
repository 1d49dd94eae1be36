using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PSSnapshots.Serialization;

namespace PSSnapshots;

/// <summary>
/// Keeps the latest snapshots of each run: at most <see cref="MaxSnapshots"/> of one run, oldest out first; and, beside
/// them, the state that its last restore replaced (<see cref="GetBeforeRestore"/>). All members may be called on any
/// thread.
/// </summary>
public sealed partial class SnapshotManager
{
    /// <summary>How many snapshots of a run are kept unless said otherwise: 10.</summary>
    public const int DefaultMaxSnapshots = 10;

    private const int MaxTakenSequence = int.MaxValue / 2;

    private readonly object _gate = new();
    private readonly Dictionary<string, RunHistory> _histories = new(StringComparer.Ordinal);
    private readonly TimeProvider _timeProvider;
    private int _maxSnapshots;

    /// <summary>Makes a manager without snapshots.</summary>
    /// <param name="maxSnapshots">How many snapshots of a run it keeps; at least 1.</param>
    /// <param name="timeProvider">What stamps the snapshots; the system's clock where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSnapshots"/> is less than 1.</exception>
    public SnapshotManager(int maxSnapshots = DefaultMaxSnapshots, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSnapshots, 1);
        _maxSnapshots = maxSnapshots;
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>How many snapshots of a run are kept. Lowering it lets the oldest go at once.</summary>
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

    /// <summary>How many snapshots there are, of all runs; those that restores took are not counted.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _histories.Values.Sum(history => history.Count);
        }
    }

    /// <summary>The runs that have snapshots, be it one that a restore took, in the order of their first ones.</summary>
    public IReadOnlyList<string> RunIds
    {
        get
        {
            lock (_gate) return [.. _histories.Where(pair => !pair.Value.IsEmpty).Select(pair => pair.Key)];
        }
    }

    /// <summary>Takes a snapshot of a live run, and keeps it.</summary>
    /// <param name="store">The run's store; it may change meanwhile.</param>
    /// <param name="label">What to call it.</param>
    /// <returns>The snapshot.</returns>
    public Snapshot Create(RunStore store, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Create(store.State, label);
    }

    /// <summary>Takes a snapshot of a state, and keeps it under the state's own run id.</summary>
    /// <param name="state">The state.</param>
    /// <param name="label">What to call it.</param>
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

    /// <summary>Keeps a state that was made of a snapshot's, as a new snapshot whose parent that one is.</summary>
    /// <param name="parent">The snapshot.</param>
    /// <param name="state">The state.</param>
    /// <param name="label">What to call the new snapshot.</param>
    /// <returns>The new snapshot.</returns>
    public Snapshot CreateFrom(Snapshot parent, RunState state, string? label = null)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(state);
        return Create(state with { RestorePoint = new RestorePoint(parent.Identity) }, label);
    }

    /// <summary>
    /// Keeps a snapshot that was made elsewhere. It keeps its number where no other snapshot of its run has it and
    /// the number leaves room for those to come, and else gets the next one. One that is kept already is not kept
    /// twice.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>The snapshot as it is kept.</returns>
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

    /// <summary>The newest snapshot of a run.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The snapshot, or <see langword="null"/> where there is none.</returns>
    public Snapshot? GetLatest(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        lock (_gate) return _histories.TryGetValue(runId, out var history) ? history.Latest : null;
    }

    /// <summary>The snapshots of a run.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>The snapshots by number, newest last; they stay as they are when more are taken.</returns>
    public IReadOnlyList<Snapshot> GetAll(string runId) => History(runId);

    /// <summary>A snapshot by its number.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="sequence">The number.</param>
    /// <returns>The snapshot, or <see langword="null"/> where there is none.</returns>
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
    /// Lets one snapshot go, be it one that a restore took. With the last that has a number, the one that a restore of
    /// that run took goes too.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>Whether it was kept here.</returns>
    public bool Remove(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        lock (_gate) return _histories.TryGetValue(snapshot.RunId, out var history) && history.Remove(snapshot.Id);
    }

    /// <summary>Lets all snapshots of a run go, with the one that a restore took. Its numbers go on where they were.</summary>
    /// <param name="runId">The run.</param>
    /// <returns>How many there were; one that a restore took is not counted.</returns>
    public int Clear(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        lock (_gate) return _histories.TryGetValue(runId, out var history) ? history.Clear() : 0;
    }

    /// <summary>Lets all snapshots of all runs go, with those that restores took; numbers begin anew.</summary>
    /// <returns>How many there were; those that restores took are not counted.</returns>
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
    /// <param name="compress">Without line breaks and blanks.</param>
    /// <returns>The text.</returns>
    [SuppressMessage("Performance", "CA1822", Justification = "It is asked of a manager, in scripts too, where static members are not found on an object.")]
    public string Export(Snapshot snapshot, bool compress = false) => SnapshotWriter.ToJson(snapshot, compress);

    /// <summary>Reads a snapshot from JSON text, and keeps it.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The snapshot as it is kept.</returns>
    /// <exception cref="SnapshotFormatException">The text is no valid snapshot; nothing was kept.</exception>
    public Snapshot Import(string json) => Add(SnapshotReader.Read(json));

    /// <summary>How much is kept.</summary>
    /// <returns>One line of text.</returns>
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
