using System.Globalization;
using System.IO.Enumeration;

namespace PSSnapshots.Storage;

/// <summary>
/// Determines which snapshots of a store are removed. A limit that is not set does not apply. The newest snapshot of a run,
/// and snapshots with a pinned label, are always kept.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>The number of newest snapshots to keep per run, at least 1. Pinned snapshots do not count.</summary>
    public int? MaxCount { get; init; }

    /// <summary>The maximum age of a snapshot.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The maximum total <see cref="StoredSnapshot.Size"/>, in bytes, of the snapshots of a run, including pinned ones.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The labels of snapshots to keep. The wildcards <c>*</c> and <c>?</c> are permitted, and case is ignored.</summary>
    public IReadOnlyList<string> PinnedLabels { get; init; } = [];

    /// <summary>Whether there is any limit.</summary>
    public bool HasLimits => MaxCount is not null || MaxAge is not null || MaxBytes is not null;

    /// <summary>Returns the snapshots to remove, and the reasons.</summary>
    /// <param name="snapshots">All snapshots of the runs to examine.</param>
    /// <param name="now">The current time.</param>
    /// <returns>The snapshots to remove, by run in ordinal order, the oldest first.</returns>
    public IReadOnlyList<RetentionDecision> Plan(IEnumerable<StoredSnapshot> snapshots, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        return
        [
            .. snapshots
                .GroupBy(snapshot => snapshot.RunId, StringComparer.Ordinal)
                .OrderBy(run => run.Key, StringComparer.Ordinal)
                .SelectMany(run => PlanRun([.. run.OrderByDescending(snapshot => snapshot.Sequence)], now).Reverse()),
        ];
    }

    /// <summary>Removes snapshots from a store according to this policy, and frees their space.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runId">The run to examine; all runs if <see langword="null"/>.</param>
    /// <param name="timeProvider">The clock; the system's clock if <see langword="null"/>.</param>
    /// <param name="onProblem">Receives each damaged item, which is skipped and left unchanged.</param>
    /// <returns>The removed snapshots.</returns>
    /// <exception cref="SnapshotStoreException">The store could not be read, or a snapshot could not be removed.</exception>
    public IReadOnlyList<RetentionDecision> Apply(
        ISnapshotStore store, string? runId = null, TimeProvider? timeProvider = null, Action<StoreProblem>? onProblem = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        var plan = Plan(store.List(runId, onProblem), (timeProvider ?? TimeProvider.System).GetUtcNow());
        var removed = plan.Where(decision => store.Remove(decision.Snapshot)).ToList();
        if (removed.Count > 0) store.RemoveUnused();
        return removed;
    }

    /// <param name="snapshots">Those of one run, the newest first.</param>
    /// <param name="now">The current time.</param>
    private IEnumerable<RetentionDecision> PlanRun(StoredSnapshot[] snapshots, DateTimeOffset now)
    {
        var kept = 0;
        long bytes = 0;
        for (var i = 0; i < snapshots.Length; i++)
        {
            var snapshot = snapshots[i];
            var isPinned = snapshot.Label is { } label && PinnedLabels.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, label));
            var reason = i == 0 || isPinned ? null : ReasonFor(snapshot, kept, bytes, now);
            if (reason is not null)
            {
                yield return new RetentionDecision(snapshot, reason);
                continue;
            }
            if (!isPinned) kept++;
            bytes += snapshot.Size;
        }
    }

    private string? ReasonFor(StoredSnapshot snapshot, int kept, long bytes, DateTimeOffset now)
    {
        if (MaxCount is { } count && kept >= count) return Text($"it is not among the newest {count}");
        if (MaxAge is { } age && now - snapshot.Timestamp > age) return Text($"it is {now - snapshot.Timestamp:d\\.hh\\:mm\\:ss} old, and may be {age:d\\.hh\\:mm\\:ss}");
        if (MaxBytes is { } limit && bytes + snapshot.Size > limit) return Text($"with it the run would take {bytes + snapshot.Size} bytes, and may take {limit}");
        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
