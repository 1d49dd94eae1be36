using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Conversion;

/// <summary>What a run is restored into: a run of this module, or an object of a script's own that has the fields of one.</summary>
internal abstract class RestoreTarget
{
    /// <param name="run">The run or the object.</param>
    /// <param name="mapping">Where an object has the fields of a run, if not under their own names.</param>
    /// <exception cref="NotARunException">There is nothing.</exception>
    public static RestoreTarget Of(object? run, FieldMapping? mapping) => run.Unwrap() switch
    {
        WorkflowRun live => new WorkflowRunTarget(live.Store),
        RunStore store => new WorkflowRunTarget(store),
        WorkflowRunJob job => new WorkflowRunTarget(job.Run.Store),
        null => throw new NotARunException(nameof(Messages.NullRun)),
        _ => new ObjectRunTarget(PSObject.AsPSObject(run), mapping),
    };

    /// <summary>The state that the run is in.</summary>
    /// <exception cref="NotARunException">The object has not the fields of a run.</exception>
    /// <exception cref="UnsupportedValueException">The object holds what cannot be kept.</exception>
    public abstract RunState State { get; }

    /// <summary>What restoring a snapshot would change; changes nothing, and fails where the restore would.</summary>
    public abstract IReadOnlyList<SnapshotChange> PlanRestore(SnapshotManager manager, Snapshot snapshot, bool force);

    /// <summary>Brings the run back to a snapshot.</summary>
    /// <returns>The places, as JSON Pointers, that the object cannot hold as they are in the snapshot.</returns>
    /// <exception cref="RunMismatchException">The snapshot is of another run or workflow; nothing was changed.</exception>
    /// <exception cref="FieldNotWritableException">The object cannot take a field; nothing was changed.</exception>
    public abstract IReadOnlyList<string> Restore(SnapshotManager manager, Snapshot snapshot, bool force);

    /// <summary>What undoing the last restore would change; changes nothing, and fails where undoing would.</summary>
    /// <returns>The changes; nothing where none is kept.</returns>
    public abstract IReadOnlyList<SnapshotChange>? PlanUndo(SnapshotManager manager);

    /// <summary>Puts back what the last restore replaced.</summary>
    /// <returns>The snapshot that was put back; nothing where none is kept.</returns>
    /// <exception cref="RunMismatchException">What is kept is of another workflow; nothing was changed.</exception>
    /// <exception cref="FieldNotWritableException">The object cannot take a field; nothing was changed.</exception>
    public abstract Snapshot? Undo(SnapshotManager manager);
}
