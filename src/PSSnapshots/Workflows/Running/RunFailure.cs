using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>The errors that keep a run from running, and that of a run that failed.</summary>
internal static class RunFailure
{
    /// <summary>Returns the error of what the runner threw; <see langword="null"/> if it is not an error that the runner is known to throw.</summary>
    public static ErrorRecord? ToErrorRecord(Exception failure, object run) => failure switch
    {
        SnapshotStoreException store => ErrorRecords.OfStore(nameof(Messages.StoreReadFailed), store, run),
        SnapshotsException known => ErrorRecords.Of(known, run),
        _ => null,
    };

    /// <summary>Returns the error of a run that ended because a step failed.</summary>
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
