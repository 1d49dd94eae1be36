using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>
/// A run that a script's own object holds: a dictionary, a custom object, an object of a class. Its state is read as a
/// capture reads it, and another one is written into the same object, all of it or nothing. What is the same stays as
/// it is. Other threads that keep to a synchronized dictionary's lock see the state before or the state after.
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
