using System.Globalization;
using System.IO.Enumeration;

namespace PSSnapshots.Storage;

/// <summary>
/// Which of a store's snapshots need not be kept. What is not given does not limit. The newest snapshot of a run, and
/// those with a pinned label, stay whatever the limits are.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>How many of a run are kept, the newest; pinned ones do not count. At least 1.</summary>
    public int? MaxCount { get; init; }

    /// <summary>How long ago the oldest may have been taken.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How many bytes those of a run may take together, by <see cref="StoredSnapshot.Size"/>, pinned ones included.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>The labels that are kept; <c>*</c> and <c>?</c> stand for any text and any character, case does not matter.</summary>
    public IReadOnlyList<string> PinnedLabels { get; init; } = [];

    /// <summary>Whether there is any limit.</summary>
    public bool HasLimits => MaxCount is not null || MaxAge is not null || MaxBytes is not null;

    /// <summary>Finds what goes, and why.</summary>
    /// <param name="snapshots">All snapshots of the runs in question.</param>
    /// <param name="now">What time it is.</param>
    /// <returns>What goes, by run in ordinal order, the oldest first.</returns>
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

    /// <summary>Removes what goes from a store, and frees what it took.</summary>
    /// <param name="store">The store.</param>
    /// <param name="runId">The only run to look at; all where it is <see langword="null"/>.</param>
    /// <param name="timeProvider">What tells the time; the system's clock where there is none.</param>
    /// <param name="onProblem">Is told of what is damaged in the store; it is left alone.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="SnapshotStoreException">The store could not be read, or one could not be removed.</exception>
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
    /// <param name="now">What time it is.</param>
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
