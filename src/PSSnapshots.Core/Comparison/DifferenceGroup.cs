using PSSnapshots.Collections;
using PSSnapshots.Comparison;

namespace PSSnapshots;

/// <summary>Snapshots that differ from a reference in the same.</summary>
public sealed class DifferenceGroup
{
    internal DifferenceGroup(IReadOnlyList<Snapshot> snapshots, IReadOnlyList<SnapshotChange> changes)
    {
        var runs = snapshots.Select(snapshot => snapshot.RunId).Distinct(StringComparer.Ordinal).ToArray();
        Count = snapshots.Count;
        ChangeCount = changes.Count;
        Difference = DifferenceText.Of(changes);
        RunIds = string.Join(", ", runs);
        Snapshots = new SaidList<Snapshot>(snapshots, $"{Said(Count, "snapshot")} of {Said(runs.Length, "run")}");
        Changes = new SaidList<SnapshotChange>(changes, Said(ChangeCount, "change"));
    }

    /// <summary>How many snapshots are in the group.</summary>
    public int Count { get; }

    /// <summary>How many changes lead from the reference to each of them.</summary>
    public int ChangeCount { get; }

    /// <summary>The difference in short: the first three changes, and how many more there are; <c>no difference</c> where there is none.</summary>
    public string Difference { get; }

    /// <summary>The runs' ids with commas between, in the order in which they came.</summary>
    public string RunIds { get; }

    /// <summary>The snapshots, in the order in which they came.</summary>
    public ReadOnlyListBase<Snapshot> Snapshots { get; }

    /// <summary>The changes from the reference to the first of the snapshots; the others' are the same but for what is another in every run.</summary>
    public ReadOnlyListBase<SnapshotChange> Changes { get; }

    /// <summary>How many there are and in what they differ.</summary>
    /// <returns>Such as <c>3: /status "COMPLETED" -> "FAILED"</c>.</returns>
    public override string ToString() => VisibleText.Of($"{Count}: {Difference}");

    private static string Said(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private sealed class SaidList<T>(IReadOnlyList<T> items, string text) : ReadOnlyListBase<T>
    {
        public override int Count => items.Count;

        public override T this[int index] => items[index];

        public override IEnumerator<T> GetEnumerator() => items.GetEnumerator();

        public override string ToString() => text;
    }
}
