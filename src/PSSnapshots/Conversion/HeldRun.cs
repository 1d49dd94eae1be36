using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>
/// A run that a script's own object holds: a dictionary, a custom object, an object of a class. Its state is read as a
/// capture reads it, and another one is written into the same object, all of it or nothing. What is the same stays as
/// it is. Other threads that keep to a synchronized dictionary's lock see the state before or the state after.
/// </summary>
internal sealed class HeldRun(PSObject run) : RestoreTarget
{
    public override RunState State => ShapedRun.ToState(run);

    public override IReadOnlyList<SnapshotChange> PlanRestore(SnapshotManager manager, Snapshot snapshot, bool force) => Held(() =>
    {
        var current = State;
        return Plan(current, SnapshotManager.RestoredState(current, snapshot, force));
    });

    public override IReadOnlyList<string> Restore(SnapshotManager manager, Snapshot snapshot, bool force) => Held(() =>
    {
        IReadOnlyList<string> notHeld = [];
        var current = State;
        manager.Restore(current, snapshot, force, wanted => notHeld = Write(current, wanted));
        return notHeld;
    });

    public override IReadOnlyList<SnapshotChange>? PlanUndo(SnapshotManager manager) => Held(() =>
    {
        var current = State;
        return manager.FormerOf(current) is { } former ? Plan(current, former.State) : null;
    });

    public override Snapshot? Undo(SnapshotManager manager) => Held(() =>
    {
        var current = State;
        return manager.UndoRestore(current, former => Write(current, former));
    });

    private T Held<T>(Func<T> change) => run.BaseObject is IDictionary map ? Synchronized.Read(map, change) : change();

    private IReadOnlyList<SnapshotChange> Plan(RunState current, RunState wanted) => new HeldRunPlan(run, current, wanted).Changes;

    private IReadOnlyList<string> Write(RunState current, RunState wanted)
    {
        var plan = new HeldRunPlan(run, current, wanted);
        FieldWrite.MakeAll(plan.Writes, run.BaseObject);
        return plan.NotHeld;
    }
}
