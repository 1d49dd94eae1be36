using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>A snapshot is of another run or workflow than the run that it was to be restored into.</summary>
public sealed class RunMismatchException : SnapshotsException
{
    internal RunMismatchException(RunState run, Snapshot snapshot)
        : base(
            ErrorCodes.RunMismatch,
            $"The snapshot is of run '{snapshot.RunId}' of workflow '{snapshot.WorkflowId}', not of run '{run.RunId}' of workflow '{run.WorkflowId}'. " +
            "Nothing was changed. Restore with force if that is what you want, or restore without a run to make a new one.")
    {
    }
}
