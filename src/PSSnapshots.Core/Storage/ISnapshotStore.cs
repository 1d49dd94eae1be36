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

    /// <summary>Reads one snapshot whole, and checks it.</summary>
    /// <param name="stored">As <see cref="List"/> or <see cref="Save"/> gave it.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="SnapshotStoreException">It is gone or damaged.</exception>
    public Snapshot Read(StoredSnapshot stored);

    /// <summary>Lets one snapshot go; all others stay readable.</summary>
    /// <param name="stored">As <see cref="List"/> or <see cref="Save"/> gave it.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="SnapshotStoreException">It could not be removed.</exception>
    public bool Remove(StoredSnapshot stored);

    /// <summary>
    /// Takes a run for the caller alone, over all processes that use the store, until the result is disposed of or
    /// the process ends. A lock whose owner is no more is taken over.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <returns>What holds the lock.</returns>
    /// <exception cref="RunLockedException">Somebody else holds it.</exception>
    public IDisposable Lock(string runId);
}
