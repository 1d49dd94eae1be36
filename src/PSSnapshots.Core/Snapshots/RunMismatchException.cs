using PSSnapshots.Errors;

namespace PSSnapshots;

/// <summary>The exception that is thrown when a snapshot does not belong to the run that it would be restored into.</summary>
public sealed class RunMismatchException : SnapshotsException
{
    internal RunMismatchException(RunState run, Snapshot snapshot, string hint)
        : base(
            ErrorCodes.RunMismatch,
            $"The snapshot is of run '{snapshot.RunId}' of workflow '{snapshot.WorkflowId}', not of run '{run.RunId}' of workflow '{run.WorkflowId}'. " +
            $"Nothing was changed. {hint}")
    {
    }
}
