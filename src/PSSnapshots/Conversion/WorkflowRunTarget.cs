namespace PSSnapshots.Conversion;

/// <summary>Restores into a run of this module. The store changes once.</summary>
internal sealed class WorkflowRunTarget(RunStore store) : RestoreTarget
{
    public override RunState State => store.State;

    public override IReadOnlyList<SnapshotChange> PlanRestore(SnapshotManager manager, Snapshot snapshot, bool force) =>
        manager.PlanRestore(store, snapshot, force);

    public override IReadOnlyList<string> Restore(SnapshotManager manager, Snapshot snapshot, bool force)
    {
        manager.Restore(store, snapshot, force);
        return [];
    }

    public override IReadOnlyList<SnapshotChange>? PlanUndo(SnapshotManager manager) => manager.PlanUndoRestore(store);

    public override Snapshot? Undo(SnapshotManager manager) => manager.UndoRestore(store);
}
