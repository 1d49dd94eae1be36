namespace PSSnapshots.Storage;

/// <summary>How stores number snapshots: per run, from 1, each above all that the run ever had, removed ones included.</summary>
public static class SnapshotNumber
{
    /// <summary>Returns the next number.</summary>
    /// <param name="last">The highest number that the run ever had; 0 if it had none.</param>
    /// <param name="runId">The run ID, for the message.</param>
    /// <returns>The number.</returns>
    /// <exception cref="SnapshotStoreException">The numbers are used up.</exception>
    public static int After(int last, string runId) => last is >= 0 and < int.MaxValue
        ? last + 1
        : throw new SnapshotStoreException($"The snapshot numbers of run '{runId}' are used up.");
}
