using System.Management.Automation;
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
    public static ErrorRecord OfRun(WorkflowRun run) => ErrorRecords.Of(nameof(Messages.RunFailed), run, run.RunId, run.Error?.Message);
}
