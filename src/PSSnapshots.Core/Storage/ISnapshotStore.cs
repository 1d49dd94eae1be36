namespace PSSnapshots.Storage;

/// <summary>
/// Keeps snapshots beyond the process. A snapshot that <see cref="Save"/> has returned survives a kill of the process
/// and a loss of power; a save that did not return leaves all earlier snapshots as they were. All members can be
/// called from any thread. PSSnapshots.Conformance tests an implementation.
/// </summary>
public interface ISnapshotStore : IDisposable
{
    /// <summary>What a user should know about this store before relying on it, such as a folder that others can write to.</summary>
    public IReadOnlyList<StoreProblem> Warnings => [];

    /// <summary>
    /// Returns whether only the current user can have written a stored snapshot. A script file that a run names is run
    /// without being asked for only then.
    /// </summary>
    /// <param name="stored">The snapshot, as <see cref="List"/> or <see cref="Save"/> returned it.</param>
    /// <returns>False if the store does not know it.</returns>
    public bool IsOwnedByCaller(StoredSnapshot stored) => false;

    /// <summary>Saves a snapshot under its run ID and the next number of that run, and extends the lease.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="lease">The caller's lease of the run; <see langword="null"/> for a caller that does not own it.</param>
    /// <param name="cancellation">Cancels the wait for a busy store. A save that has begun to write completes.</param>
    /// <returns>The stored snapshot, once it is durable.</returns>
    /// <exception cref="LeaseLostException">The epoch of <paramref name="lease"/> is not the newest; nothing was acknowledged.</exception>
    /// <exception cref="RunLockedException"><paramref name="lease"/> is <see langword="null"/>, and the run has an owner.</exception>
    /// <exception cref="StoreBusyException">The store stayed in use by another program.</exception>
    /// <exception cref="SnapshotStoreException">The snapshot could not be saved; earlier ones are as they were.</exception>
    public StoredSnapshot Save(Snapshot snapshot, RunLease? lease = null, CancellationToken cancellation = default);

    /// <summary>Lists stored snapshots by run ID in ordinal order, then by number, without reading their states.</summary>
    /// <param name="runId">The only run to list, or <see langword="null"/> for all.</param>
    /// <param name="onProblem">Receives each damaged or foreign item, which is skipped and left alone.</param>
    /// <param name="cancellation">Cancels the listing.</param>
    /// <returns>The stored snapshots.</returns>
    /// <exception cref="SnapshotStoreException">The store cannot be read.</exception>
    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default);

    /// <summary>Gets the newest snapshot of a run by number, without reading its state.</summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="onProblem">
    /// Receives each damaged item. A problem whose <see cref="StoreProblem.Sequence"/> is above the returned number
    /// means that an acknowledged snapshot is damaged or missing.
    /// </param>
    /// <param name="cancellation">Cancels the search.</param>
    /// <returns>The stored snapshot, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="SnapshotStoreException">The store cannot be read.</exception>
    public StoredSnapshot? GetLatest(string runId, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runId);
        var all = List(runId, onProblem, cancellation);
        return all.Count == 0 ? null : all[^1];
    }

    /// <summary>Lists the runs that have a snapshot, in ordinal order of their IDs, from the store's index, without reading states.</summary>
    /// <param name="filter">The runs to list; all if <see langword="null"/>.</param>
    /// <param name="onProblem">Receives each damaged or foreign item, which is skipped and left alone.</param>
    /// <param name="cancellation">Cancels the listing.</param>
    /// <returns>The heads of the runs.</returns>
    /// <exception cref="SnapshotStoreException">The store cannot be read.</exception>
    public IReadOnlyList<RunHead> ListRuns(RunFilter? filter = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default);

    /// <summary>Reads one snapshot and checks it.</summary>
    /// <param name="stored">The snapshot, as <see cref="List"/> or <see cref="Save"/> returned it.</param>
    /// <param name="cancellation">Cancels the wait for a busy store.</param>
    /// <returns>The snapshot as it was saved, under its number in the store.</returns>
    /// <exception cref="SnapshotStoreException">The snapshot is gone or damaged.</exception>
    public Snapshot Read(StoredSnapshot stored, CancellationToken cancellation = default);

    /// <summary>Removes one snapshot. All others stay readable, and its number is not used again.</summary>
    /// <param name="stored">The snapshot, as <see cref="List"/> or <see cref="Save"/> returned it.</param>
    /// <param name="cancellation">Cancels the wait for a busy store.</param>
    /// <returns>True if the snapshot existed.</returns>
    /// <exception cref="SnapshotStoreException">The snapshot could not be removed.</exception>
    public bool Remove(StoredSnapshot stored, CancellationToken cancellation = default);

    /// <summary>
    /// Frees the space that no snapshot needs. Data that is in use is skipped; call the method again later to free it.
    /// </summary>
    /// <param name="cancellation">Cancels the work between two runs.</param>
    /// <returns>The number of bytes freed, if the store knows it.</returns>
    /// <exception cref="SnapshotStoreException">The space could not be freed; every snapshot is as readable as before.</exception>
    public long RemoveUnused(CancellationToken cancellation = default) => 0;

    /// <summary>
    /// Acquires a run for the caller alone, across all users of the store, with an epoch above all earlier ones. A run
    /// is free if it has no owner, if its owner is known to be dead, or if its owner's lease has expired.
    /// </summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="options">How long the lease lasts and how it is renewed; the defaults if <see langword="null"/>.</param>
    /// <param name="cancellation">Cancels the wait for a busy store.</param>
    /// <returns>The lease. It renews itself until it is disposed.</returns>
    /// <exception cref="RunLockedException">Another owner, possibly in this process, has the run.</exception>
    /// <exception cref="StoreBusyException">The store stayed in use by another program.</exception>
    /// <exception cref="SnapshotStoreException">The store could not be read or written.</exception>
    public RunLease Acquire(string runId, LeaseOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Records that an attempt of a step begins, so that it is known after a kill.</summary>
    /// <param name="lease">The caller's lease of the run.</param>
    /// <param name="stepId">The step ID.</param>
    /// <param name="attempt">The number of the attempt, from 1, counted across processes.</param>
    /// <param name="flush">Whether the record must survive a loss of power too. Otherwise the next save makes it durable.</param>
    /// <param name="cancellation">Cancels the wait for a busy store.</param>
    /// <exception cref="LeaseLostException">The epoch of <paramref name="lease"/> is not the newest; nothing was recorded.</exception>
    /// <exception cref="SnapshotStoreException">The attempt could not be recorded.</exception>
    public void BeginAttempt(RunLease lease, string stepId, int attempt, bool flush, CancellationToken cancellation = default);

    /// <summary>Lists the attempts recorded since the snapshot before the newest one. Older ones are in the newest state.</summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The attempts in the order in which they began.</returns>
    /// <exception cref="SnapshotStoreException">The store cannot be read.</exception>
    public IReadOnlyList<StepAttempt> ListAttempts(string runId, CancellationToken cancellation = default);

    /// <summary>Puts a message into a run's inbox, whoever owns the run.</summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellation">Cancels the wait for a busy store.</param>
    /// <returns>The message with its number, once it is durable.</returns>
    /// <exception cref="SnapshotStoreException">The message could not be stored, or the run does not exist.</exception>
    public RunMessage Post(string runId, RunMessage message, CancellationToken cancellation = default);

    /// <summary>
    /// Reads the messages of a run that are not handled yet. Those up to <see cref="RunLease.HandledMessage"/> count as
    /// handled once a snapshot is saved with that lease.
    /// </summary>
    /// <param name="lease">The caller's lease of the run.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The messages by number.</returns>
    /// <exception cref="SnapshotStoreException">The store cannot be read.</exception>
    public IReadOnlyList<RunMessage> ReadInbox(RunLease lease, CancellationToken cancellation = default);
}
