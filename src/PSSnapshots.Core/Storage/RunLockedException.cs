using PSSnapshots.Errors;

namespace PSSnapshots.Storage;

/// <summary>A run has another owner.</summary>
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

    /// <summary>Throws if a run in a store has an owner. Changes nothing.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runId">The run ID.</param>
    /// <exception cref="RunLockedException">The run has an owner.</exception>
    /// <exception cref="SnapshotStoreException">The store cannot be read.</exception>
    internal static void ThrowIfOwned(ISnapshotStore store, string runId)
    {
        if (store.ListRuns(new RunFilter { RunId = runId }) is [{ Owner: { } owner } head, ..]) throw new RunLockedException(runId, owner, head.LeaseExpires ?? default);
    }
}
