namespace PSSnapshots.Storage;

/// <summary>
/// Keeps snapshots beyond the process. What <see cref="Save"/> has returned survives a kill of the process and a
/// loss of power; a save that did not return has changed nothing that was there before. All members may be called on
/// any thread.
/// </summary>
public interface ISnapshotStore : IDisposable
{
    /// <summary>Keeps a snapshot under its run's id and a number of its own, the next of its run.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>What is kept, once it is safe.</returns>
    /// <exception cref="SnapshotStoreException">It could not be kept; what was there before is as it was.</exception>
    public StoredSnapshot Save(Snapshot snapshot);

    /// <summary>What is kept, by run in ordinal order, then by number. Reads no state.</summary>
    /// <param name="runId">One run only; all where it is <see langword="null"/>.</param>
    /// <param name="onProblem">Is told of each thing in the store that is damaged or not the store's; it is left out and left alone.</param>
    /// <returns>The snapshots.</returns>
    /// <exception cref="SnapshotStoreException">The store cannot be read at all.</exception>
    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null);

    /// <summary>The newest snapshot of a run, by number. Reads no state.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="onProblem">Is told of each damaged thing that was passed over.</param>
    /// <returns>The snapshot, or <see langword="null"/> where there is none.</returns>
    /// <exception cref="SnapshotStoreException">The store cannot be read at all.</exception>
    public StoredSnapshot? GetLatest(string runId, Action<StoreProblem>? onProblem = null)
    {
        ArgumentNullException.ThrowIfNull(runId);
        var all = List(runId, onProblem);
        return all.Count == 0 ? null : all[^1];
    }

    /// <summary>Reads one snapshot whole, and checks it.</summary>
    /// <param name="stored">As <see cref="List"/> or <see cref="Save"/> gave it.</param>
    /// <returns>The snapshot as it was saved, under its number in the store.</returns>
    /// <exception cref="SnapshotStoreException">It is gone or damaged.</exception>
    public Snapshot Read(StoredSnapshot stored);

    /// <summary>Lets one snapshot go; all others stay readable.</summary>
    /// <param name="stored">As <see cref="List"/> or <see cref="Save"/> gave it.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="SnapshotStoreException">It could not be removed.</exception>
    public bool Remove(StoredSnapshot stored);

    /// <summary>
    /// Frees what no snapshot needs any more: what several shared stays when one of them is removed. Where somebody
    /// writes at this moment it may do nothing, and another time is as good.
    /// </summary>
    /// <returns>How many bytes became free, where the store knows.</returns>
    /// <exception cref="SnapshotStoreException">It could not be removed; every snapshot is as readable as it was.</exception>
    public long RemoveUnused() => 0;

    /// <summary>
    /// Takes a run for the caller alone, over all processes that use the store, until the result is disposed of or
    /// the process ends. A lock whose owner is known to be no more is taken over.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <returns>What holds the lock.</returns>
    /// <exception cref="RunLockedException">Somebody else holds it, this process included.</exception>
    /// <exception cref="SnapshotStoreException">The store could not tell.</exception>
    public IDisposable Lock(string runId);
}
