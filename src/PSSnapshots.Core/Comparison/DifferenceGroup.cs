using PSSnapshots.Collections;
using PSSnapshots.Comparison;

namespace PSSnapshots;

/// <summary>Represents the snapshots that have the same differences from a reference.</summary>
public sealed class DifferenceGroup
{
    internal DifferenceGroup(IReadOnlyList<Snapshot> snapshots, IReadOnlyList<SnapshotChange> changes)
    {
        var runIds = snapshots.Select(snapshot => snapshot.RunId).Distinct(StringComparer.Ordinal).ToArray();
        Count = snapshots.Count;
        ChangeCount = changes.Count;
        Difference = DifferenceText.Format(changes);
        RunIds = string.Join(", ", runIds);
        Snapshots = new DescribedList<Snapshot>(snapshots, $"{FormatCount(Count, "snapshot")} of {FormatCount(runIds.Length, "run")}");
        Changes = new DescribedList<SnapshotChange>(changes, FormatCount(ChangeCount, "change"));
    }

    /// <summary>Gets the number of snapshots in the group.</summary>
    public int Count { get; }

    /// <summary>Gets the number of changes from the reference to each snapshot.</summary>
    public int ChangeCount { get; }

    /// <summary>
    /// Gets the differences in one line: the first three changes and the number of further changes, or
    /// <c>no difference</c>.
    /// </summary>
    public string Difference { get; }

    /// <summary>Gets the IDs of the runs, separated by commas, in the order in which they were added.</summary>
    public string RunIds { get; }

    /// <summary>Gets the snapshots, in the order in which they were added.</summary>
    public ReadOnlyListBase<Snapshot> Snapshots { get; }

    /// <summary>
    /// Gets the changes from the reference to the first snapshot. The changes to the other snapshots are the same except
    /// for run-specific data.
    /// </summary>
    public ReadOnlyListBase<SnapshotChange> Changes { get; }

    /// <summary>Returns the number of snapshots and their differences.</summary>
    /// <returns>Text such as <c>3: /status "COMPLETED" -> "FAILED"</c>.</returns>
    public override string ToString() => VisibleText.Of($"{Count}: {Difference}");

    private static string FormatCount(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    /// <summary>A list whose text describes its content, which is what <c>Export-Csv</c> writes.</summary>
    private sealed class DescribedList<T>(IReadOnlyList<T> items, string description) : ReadOnlyListBase<T>
    {
        public override int Count => items.Count;

        public override T this[int index] => items[index];

        public override IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        public override string ToString() => description;
    }
}
