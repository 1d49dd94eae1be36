using System.Management.Automation;
using PSSnapshots.Workflows;

namespace PSSnapshots.Conversion;

/// <summary>The target of a restore: a run of this module, or an object with the fields of a run.</summary>
internal abstract class RestoreTarget
{
    /// <param name="run">The run or the object.</param>
    /// <param name="mapping">The members that have the fields of a run, if they have other names.</param>
    /// <exception cref="NotARunException">The run is null.</exception>
    public static RestoreTarget Of(object? run, FieldMapping? mapping) => run.Unwrap() switch
    {
        WorkflowRun live => new WorkflowRunTarget(live.Store),
        RunStore store => new WorkflowRunTarget(store),
        WorkflowRunJob job => new WorkflowRunTarget(job.Run.Store),
        null => throw new NotARunException(nameof(Messages.NullRun)),
        _ => new ObjectRunTarget(PSObject.AsPSObject(run), mapping),
    };

    /// <summary>Gets the current state of the run.</summary>
    /// <exception cref="NotARunException">The object does not have the fields of a run.</exception>
    /// <exception cref="UnsupportedValueException">The object contains a value that is not supported.</exception>
    public abstract RunState State { get; }

    /// <summary>Returns the changes that a restore would make. Throws the same exceptions as the restore.</summary>
    public abstract IReadOnlyList<SnapshotChange> PlanRestore(SnapshotManager manager, Snapshot snapshot, bool force);

    /// <summary>Restores the run to a snapshot.</summary>
    /// <returns>The JSON Pointers of values that the object cannot store exactly.</returns>
    /// <exception cref="RunMismatchException">The snapshot belongs to another run or workflow. Nothing was changed.</exception>
    /// <exception cref="FieldNotWritableException">A field cannot be written to the object. Nothing was changed.</exception>
    public abstract IReadOnlyList<string> Restore(SnapshotManager manager, Snapshot snapshot, bool force);

    /// <summary>Returns the changes that undoing the last restore would make. Throws the same exceptions as the undo.</summary>
    /// <returns>The changes, or <see langword="null"/> if there is no restore to undo.</returns>
    public abstract IReadOnlyList<SnapshotChange>? PlanUndo(SnapshotManager manager);

    /// <summary>Undoes the last restore.</summary>
    /// <returns>The snapshot that was restored, or <see langword="null"/> if there is no restore to undo.</returns>
    /// <exception cref="RunMismatchException">The snapshot to restore belongs to another workflow. Nothing was changed.</exception>
    /// <exception cref="FieldNotWritableException">A field cannot be written to the object. Nothing was changed.</exception>
    public abstract Snapshot? Undo(SnapshotManager manager);
}
