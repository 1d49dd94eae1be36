using System.Diagnostics.CodeAnalysis;

namespace PSSnapshots;

/// <content>Restores runs, and undoes restores.</content>
public sealed partial class SnapshotManager
{
    /// <summary>The label of the snapshot that a restore takes of the replaced state: <c>before-restore</c>.</summary>
    public const string BeforeRestoreLabel = "before-restore";

    /// <summary>
    /// Restores a run to a snapshot in a single update of its store, which notifies observers once. The run keeps its run ID
    /// and workflow ID. The replaced state is kept for <see cref="UndoRestore(RunStore)"/>.
    /// </summary>
    /// <param name="store">The store of the run.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="force"><see langword="true"/> to restore a snapshot of another run or workflow.</param>
    /// <exception cref="RunMismatchException">The snapshot belongs to another run or workflow. Nothing was changed.</exception>
    /// <exception cref="ObserverException">The run was restored, and an observer threw an exception.</exception>
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

    /// <summary>Returns the changes that <see cref="Restore(RunStore, Snapshot, bool)"/> would make, without making them.</summary>
    /// <param name="store">The store of the run.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="force"><see langword="true"/> to restore a snapshot of another run or workflow.</param>
    /// <returns>The changes.</returns>
    /// <exception cref="RunMismatchException">The snapshot belongs to another run or workflow.</exception>
    [SuppressMessage("Performance", "CA1822", Justification = "Scripts call this on a manager, and PowerShell does not find static members on an instance.")]
    public IReadOnlyList<SnapshotChange> PlanRestore(RunStore store, Snapshot snapshot, bool force = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(snapshot);
        var current = store.State;
        return StateComparison.Compare(current, RestoredState(current, snapshot, force));
    }

    /// <summary>Creates a run that continues from a snapshot. No state is replaced, so nothing is kept for an undo.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="timeProvider">The clock for the log entries and events of the run. The default is the clock of the manager.</param>
    /// <returns>The run.</returns>
    public WorkflowRun Restore(Snapshot snapshot, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return new WorkflowRun(new RunStore(RestoredState(snapshot.State, snapshot, force: true), timeProvider ?? _timeProvider));
    }

    /// <summary>
    /// Undoes the last restore of a run: puts back the state that it replaced, in a single update of the store. The state
    /// that this replaces is kept in turn, so a second undo repeats the restore.
    /// </summary>
    /// <param name="store">The store of the run. The run is identified by its ID, even if several stores contain it.</param>
    /// <returns>The snapshot of the state that was put back, or <see langword="null"/> if there was nothing to undo.</returns>
    /// <exception cref="RunMismatchException">The kept state belongs to another workflow. Nothing was changed.</exception>
    /// <exception cref="ObserverException">The state was put back, and an observer threw an exception.</exception>
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

    /// <summary>Returns the changes that <see cref="UndoRestore(RunStore)"/> would make, without making them.</summary>
    /// <param name="store">The store of the run.</param>
    /// <returns>The changes, or <see langword="null"/> if there is nothing to undo.</returns>
    /// <exception cref="RunMismatchException">The kept state belongs to another workflow.</exception>
    public IReadOnlyList<SnapshotChange>? PlanUndoRestore(RunStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var current = store.State;
        return FormerOf(current) is { } former ? StateComparison.Compare(current, former.State) : null;
    }

    /// <summary>
    /// Gets the state that the last restore of a run replaced, as a snapshot with the label <see cref="BeforeRestoreLabel"/>
    /// and no sequence number. It is not counted, is never the latest snapshot, and does not count towards
    /// <see cref="MaxSnapshots"/>. It is kept until the next restore of the run, or until all snapshots of the run are
    /// removed.
    /// </summary>
    /// <param name="runId">The ID of the run.</param>
    /// <returns>The snapshot, or <see langword="null"/> if the run was not restored.</returns>
    public Snapshot? GetBeforeRestore(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        lock (_gate) return _histories.TryGetValue(runId, out var history) ? history.BeforeRestore : null;
    }

    /// <summary>Returns the state of a run after a restore.</summary>
    /// <exception cref="RunMismatchException">The snapshot belongs to another run or workflow.</exception>
    internal static RunState RestoredState(RunState current, Snapshot snapshot, bool force)
    {
        if (!force) RequireSameRun(current, snapshot, "Use -Force to restore it anyway, or omit -Run to create a new run.");
        return snapshot.State with { RestorePoint = new RestorePoint(snapshot.Identity), RunId = current.RunId, WorkflowId = current.WorkflowId };
    }

    /// <summary>Returns the state that the last restore of a run replaced, or <see langword="null"/> if there is none.</summary>
    /// <exception cref="RunMismatchException">The kept state belongs to another workflow.</exception>
    internal Snapshot? FormerOf(RunState current)
    {
        var former = GetBeforeRestore(current.RunId);
        if (former is not null) RequireSameRun(current, former, "Use Restore-RunSnapshot -Force to restore it anyway.");
        return former;
    }

    /// <summary>Restores a run that is not in a <see cref="RunStore"/>.</summary>
    /// <param name="current">The current state of the run.</param>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="force"><see langword="true"/> to restore a snapshot of another run or workflow.</param>
    /// <param name="write">Writes the new state to the run. If it throws, the old state is not kept.</param>
    internal void Restore(RunState current, Snapshot snapshot, bool force, Action<RunState> write)
    {
        write(RestoredState(current, snapshot, force));
        KeepBeforeRestore(current);
    }

    /// <summary>Undoes the last restore of a run that is not in a <see cref="RunStore"/>.</summary>
    internal Snapshot? UndoRestore(RunState current, Action<RunState> write)
    {
        if (FormerOf(current) is not { } former) return null;
        write(former.State);
        KeepBeforeRestore(current);
        return former;
    }

    private static void RequireSameRun(RunState current, Snapshot snapshot, string hint)
    {
        if (current.RunId != snapshot.RunId || current.WorkflowId != snapshot.WorkflowId) throw new RunMismatchException(current, snapshot, hint);
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
