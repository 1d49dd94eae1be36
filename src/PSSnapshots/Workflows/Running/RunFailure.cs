using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>Creates the error records for a run that cannot run or that failed.</summary>
internal static class RunFailure
{
    /// <summary>
    /// Returns the error record for an exception of the runner, or <see langword="null"/> if the exception is not
    /// expected.
    /// </summary>
    public static ErrorRecord? ToErrorRecord(Exception failure, object run) => failure switch
    {
        SnapshotStoreException store => ErrorRecords.OfStore(nameof(Messages.StoreReadFailed), store, run),
        SnapshotsException known => ErrorRecords.Of(known, run),
        _ => null,
    };

    /// <summary>Returns the error record for a run that failed because of a step.</summary>
    public static ErrorRecord OfRun(WorkflowRun run) => ErrorRecords.Of(ExceptionOf(run), run);

    private static RunFailedException ExceptionOf(WorkflowRun run)
    {
        var (runId, reason) = (run.RunId, new TextLines(run.Error?.Message));
        if (run.Failure is not { } failure) return new RunFailedException(runId, null, MessageText.Of(nameof(Messages.RunFailed), runId, reason));
        var message = FailureLocation.Of(failure) is { } place
            ? MessageText.Of(nameof(Messages.StepFailedAt), failure.StepId, runId, place, reason)
            : MessageText.Of(nameof(Messages.StepFailed), failure.StepId, runId, reason);
        return new RunFailedException(runId, failure.StepId, message, ErrorConversion.ThrownBy(failure.Exception));
    }
}
