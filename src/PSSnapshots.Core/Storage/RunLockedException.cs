using PSSnapshots.Errors;

namespace PSSnapshots.Storage;

/// <summary>Somebody else owns a run.</summary>
/// <param name="runId">The run ID.</param>
/// <param name="owner">The owner.</param>
/// <param name="expires">When the owner's lease expires unless it is renewed, by the store's clock.</param>
public sealed class RunLockedException(string runId, RunOwner owner, DateTimeOffset expires)
    : SnapshotStoreException(ErrorCodes.RunLocked, $"Run '{runId}' is owned by {owner} since {owner?.Since:u}. Wait until it has ended, or end it.", null, null)
{
    /// <summary>The run ID.</summary>
    public string RunId { get; } = runId;

    /// <summary>The owner.</summary>
    public RunOwner Owner { get; } = owner ?? throw new ArgumentNullException(nameof(owner));

    /// <summary>When the owner's lease expires unless it is renewed, by the store's clock.</summary>
    public DateTimeOffset Expires { get; } = expires;
}
