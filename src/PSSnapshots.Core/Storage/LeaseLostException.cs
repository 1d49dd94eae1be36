using PSSnapshots.Errors;

namespace PSSnapshots.Storage;

/// <summary>A lease is no longer valid: it expired, or the run has another owner. The rejected operation was not acknowledged.</summary>
/// <param name="runId">The run ID.</param>
/// <param name="epoch">The epoch of the lease that was lost.</param>
/// <param name="reason">Why, as a sentence.</param>
public sealed class LeaseLostException(string runId, long epoch, string reason)
    : SnapshotStoreException(
        ErrorCodes.LeaseLost,
        $"The lease on run '{runId}' (epoch {epoch}) was lost: {reason} Nothing more is saved by this process. Resume the run to continue from its newest checkpoint.",
        null,
        null)
{
    /// <summary>The run ID.</summary>
    public string RunId { get; } = runId;

    /// <summary>The epoch of the lease that was lost.</summary>
    public long Epoch { get; } = epoch;
}
