using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>
/// A checkpoint could not be saved. Earlier checkpoints are unchanged, and the run's state in memory is complete. The code is that
/// of the cause if the lease was lost or the store was busy.
/// </summary>
/// <param name="runId">The run ID.</param>
/// <param name="inner">The cause.</param>
public sealed class CheckpointFailedException(string runId, Exception inner)
    : SnapshotsException(CodeOf(inner), $"A checkpoint of run '{runId}' could not be saved: {inner?.Message}", inner)
{
    /// <summary>The run ID.</summary>
    public string RunId { get; } = runId;

    private static string CodeOf(Exception? inner) =>
        inner is LeaseLostException or StoreBusyException ? ((SnapshotsException)inner).ErrorCode : ErrorCodes.CheckpointFailed;
}
