using System.Diagnostics.CodeAnalysis;

namespace PSSnapshots;

/// <content>Restoring, and undoing it.</content>
public sealed partial class SnapshotManager
{
    /// <summary>What the snapshot is called that a restore takes of the state that it replaces: <c>before-restore</c>.</summary>
    public const string BeforeRestoreLabel = "before-restore";

    /// <summary>
    /// Brings a run back to a snapshot: one change of its store, seen once by its observers. The run keeps its
    /// own ids. The state that is replaced is kept, for <see cref="UndoRestore(RunStore)"/>.
    /// </summary>
    /// <param name="store">The run's store.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="force">Also where the snapshot is of another run or workflow.</param>
    /// <exception cref="RunMismatchException">The snapshot is of another run or workflow; nothing was changed.</exception>
    /// <exception cref="ObserverException">The run was restored, and an observer threw when it was told.</exception>
    public void Restore(RunStore store, Snapshot snapshot, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(snapshot);
        store.Update((Manager: this, Snapshot: snapshot, Force: force), static (current, _, it) =>
        {
            var restored = RestoredState(current, it.Snapshot, it.Force);
            it.Manager.KeepBeforeRestore(current);
            return restored;
        });
    }

    /// <summary>What <see cref="Restore(RunStore, Snapshot, bool)"/> would change; changes nothing.</summary>
    /// <param name="store">The run's store.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="force">Also where the snapshot is of another run or workflow.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="RunMismatchException">The snapshot is of another run or workflow.</exception>
    [SuppressMessage("Performance", "CA1822", Justification = "It is asked of a manager, in scripts too, where static members are not found on an object.")]
    public IReadOnlyList<SnapshotChange> PlanRestore(RunStore store, Snapshot snapshot, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(snapshot);
        var current = store.State;
        return StateComparison.Compare(current, RestoredState(current, snapshot, force));
    }

    /// <summary>Makes a run that goes on from a snapshot. It replaces no state, so none is kept.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="timeProvider">What stamps the run's logs and events; the manager's clock where there is none.</param>
    /// <returns>The run.</returns>
    public WorkflowRun Restore(Snapshot snapshot, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new WorkflowRun(new RunStore(RestoredState(snapshot.State, snapshot, force: true), timeProvider ?? _timeProvider));
    }

    /// <summary>
    /// Puts the state back that the last restore of a run replaced: that very object, in one change of the run's store.
    /// The state that this replaces is kept in its place, so that undoing twice is restoring again.
    /// </summary>
    /// <param name="store">The run's store. A run is known by its id, also where several stores have it.</param>
    /// <returns>The snapshot of the state that was put back; <see langword="null"/> where nothing is kept, and nothing was changed.</returns>
    /// <exception cref="RunMismatchException">What is kept is of another workflow; nothing was changed.</exception>
    /// <exception cref="ObserverException">The state was put back, and an observer threw when it was told.</exception>
    public Snapshot? UndoRestore(RunStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Snapshot? former = null;
        store.Update((current, _) =>
        {
            former = FormerOf(current);
            if (former is null) return current;
            KeepBeforeRestore(current);
            return former.State;
        });
        return former;
    }

    /// <summary>What <see cref="UndoRestore(RunStore)"/> would change; changes nothing.</summary>
    /// <param name="store">The run's store.</param>
    /// <returns>The changes; <see langword="null"/> where there is nothing to undo.</returns>
    /// <exception cref="RunMismatchException">What is kept is of another workflow.</exception>
    public IReadOnlyList<SnapshotChange>? PlanUndoRestore(RunStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var current = store.State;
        return FormerOf(current) is { } former ? StateComparison.Compare(current, former.State) : null;
    }

    /// <summary>
    /// The state that the last restore of a run replaced, as a snapshot labelled <see cref="BeforeRestoreLabel"/> without
    /// a number. It stands outside the bound and beside the numbered ones: it is neither counted nor the latest. It stays
    /// until the next restore of the run, or until the run's snapshots are cleared or all removed.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <returns>The snapshot; <see langword="null"/> where the run was not restored.</returns>
    public Snapshot? GetBeforeRestore(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        lock (_gate) return _histories.TryGetValue(runId, out var history) ? history.BeforeRestore : null;
    }

    /// <summary>The state that a restore gives a run that is in a state.</summary>
    /// <exception cref="RunMismatchException">The snapshot is of another run or workflow.</exception>
    internal static RunState RestoredState(RunState current, Snapshot snapshot, bool force)
    {
        if (!force) RequireSameRun(current, snapshot);
        return snapshot.State with { RestorePoint = new RestorePoint(snapshot.Identity), RunId = current.RunId, WorkflowId = current.WorkflowId };
    }

    /// <summary>What the last restore of a run replaced, for a run that is in a state.</summary>
    /// <exception cref="RunMismatchException">It is of another workflow.</exception>
    internal Snapshot? FormerOf(RunState current)
    {
        var former = GetBeforeRestore(current.RunId);
        if (former is not null) RequireSameRun(current, former);
        return former;
    }

    /// <summary>Restores into a run that something other than a store holds.</summary>
    /// <param name="current">The state that it is in.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="force">Also where the snapshot is of another run or workflow.</param>
    /// <param name="write">Puts the new state where the run is held. Where it throws, nothing is kept of the old one.</param>
    internal void Restore(RunState current, Snapshot snapshot, bool force, Action<RunState> write)
    {
        write(RestoredState(current, snapshot, force));
        KeepBeforeRestore(current);
    }

    /// <summary>Undoes a restore into a run that something other than a store holds.</summary>
    internal Snapshot? UndoRestore(RunState current, Action<RunState> write)
    {
        if (FormerOf(current) is not { } former) return null;
        write(former.State);
        KeepBeforeRestore(current);
        return former;
    }

    private static void RequireSameRun(RunState current, Snapshot snapshot)
    {
        if (current.RunId != snapshot.RunId || current.WorkflowId != snapshot.WorkflowId) throw new RunMismatchException(current, snapshot);
    }

    private void KeepBeforeRestore(RunState replaced)
    {
        lock (_gate)
        {
            var history = HistoryOf(replaced.RunId);
            history.BeforeRestore = new Snapshot(replaced, _timeProvider.GetUtcNow(), 0, BeforeRestoreLabel, history.ParentOf(replaced));
        }
    }
}
