using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>
/// Restores into an object with the fields of a run: a dictionary, a custom object, or an instance of a class. All
/// changes are made or none, and equal values are not replaced. Threads that lock a synchronized dictionary see
/// either the old or the new state.
/// </summary>
internal sealed class ObjectRunTarget(PSObject run, FieldMapping? mapping) : RestoreTarget
{
    public override RunState State => ObjectRunReader.ToState(run, null, mapping);

    public override IReadOnlyList<SnapshotChange> PlanRestore(SnapshotManager manager, Snapshot snapshot, bool force) => Held(() =>
    {
        MappedCaptures.Require(mapping, snapshot, run.BaseObject);
        var current = State;
        return Plan(current, SnapshotManager.RestoredState(current, snapshot, force));
    });

    public override IReadOnlyList<string> Restore(SnapshotManager manager, Snapshot snapshot, bool force) => Held(() =>
    {
        MappedCaptures.Require(mapping, snapshot, run.BaseObject);
        IReadOnlyList<string> notHeld = [];
        var current = State;
        if (mapping is not null) MappedCaptures.Add(current);
        manager.Restore(current, snapshot, force, wanted => notHeld = Write(current, wanted));
        return notHeld;
    });

    public override IReadOnlyList<SnapshotChange>? PlanUndo(SnapshotManager manager) => Held(() =>
    {
        var current = State;
        if (manager.FormerOf(current) is not { } former) return null;
        MappedCaptures.Require(mapping, former, run.BaseObject);
        return Plan(current, former.State);
    });

    public override Snapshot? Undo(SnapshotManager manager) => Held(() =>
    {
        var current = State;
        if (manager.FormerOf(current) is { } kept) MappedCaptures.Require(mapping, kept, run.BaseObject);
        return manager.UndoRestore(current, former => Write(current, former));
    });

    private T Held<T>(Func<T> change) => run.BaseObject is IDictionary map ? Synchronized.Read(map, change) : change();

    private IReadOnlyList<SnapshotChange> Plan(RunState current, RunState wanted) => new ObjectRestorePlan(run, mapping, current, wanted).Changes;

    private IReadOnlyList<string> Write(RunState current, RunState wanted)
    {
        var plan = new ObjectRestorePlan(run, mapping, current, wanted);
        FieldWrite.MakeAll(plan.Writes, run.BaseObject);
        return plan.NotHeld;
    }
}
