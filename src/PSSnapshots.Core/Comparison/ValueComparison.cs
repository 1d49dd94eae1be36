using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Finds the differences inside JSON values: members by name, items of arrays by place after what the arrays have in
/// common at both ends.
/// </summary>
internal sealed class ValueComparison(List<SnapshotChange> changes)
{
    /// <summary>Adds the differences between two values that may be absent.</summary>
    public void Compare(string path, string? stepId, JsonValue? from, JsonValue? to)
    {
        if (ReferenceEquals(from, to)) return;
        if (from is null || to is null)
        {
            changes.Add(new SnapshotChange(path, from is null ? ChangeKind.Added : ChangeKind.Removed, stepId, from, to));
            return;
        }
        var before = changes.Count;
        Compare(path, stepId, from.Slice, to.Slice);
        // The same text with other types is another value: 1 as a decimal, and 1 as an integer.
        if (changes.Count == before && !Equals(from.Notes, to.Notes))
            changes.Add(new SnapshotChange(path, ChangeKind.Changed, stepId, from, to));
    }

    /// <summary>Adds the differences between two values.</summary>
    public void Compare(string path, string? stepId, JsonSlice from, JsonSlice to)
    {
        if (from.Span.SequenceEqual(to.Span)) return;
        var kind = JsonEquality.KindOf(from.First);
        if (kind == JsonEquality.KindOf(to.First))
        {
            if (kind == JsonKind.Object)
            {
                CompareObjects(path, stepId, from, to);
                return;
            }
            if (kind == JsonKind.Array)
            {
                CompareItems(path, stepId, ItemsOf(from), ItemsOf(to));
                return;
            }
        }
        if (!JsonEquality.AreEqual(from, to)) Changed(path, stepId, from, to);
    }

    /// <summary>Adds the differences between two arrays.</summary>
    public void CompareItems(string path, string? stepId, IReadOnlyList<JsonSlice> from, IReadOnlyList<JsonSlice> to) =>
        CompareLists(path, from.Count, to.Count, index => from[index], index => to[index], _ => stepId, start: 0);

    /// <summary>Adds the differences between two lists that are known to be the same before a place.</summary>
    public void CompareLists(
        string path,
        int fromCount,
        int toCount,
        Func<int, JsonSlice> from,
        Func<int, JsonSlice> to,
        Func<JsonSlice, string?> stepOf,
        int start)
    {
        var shorter = Math.Min(fromCount, toCount);
        while (start < shorter && JsonEquality.AreEqual(from(start), to(start))) start++;
        var same = 0;
        while (same < shorter - start && JsonEquality.AreEqual(from(fromCount - same - 1), to(toCount - same - 1))) same++;

        var paired = shorter - same;
        for (var i = start; i < paired; i++)
            Compare(JsonPointer.Append(path, i), stepOf(to(i)), from(i), to(i));
        for (var i = paired; i < fromCount - same; i++)
            changes.Add(new SnapshotChange(JsonPointer.Append(path, i), ChangeKind.Removed, stepOf(from(i)), new JsonValue(from(i)), null));
        for (var i = paired; i < toCount - same; i++)
            changes.Add(new SnapshotChange(JsonPointer.Append(path, i), ChangeKind.Added, stepOf(to(i)), null, new JsonValue(to(i))));
    }

    private static List<JsonSlice> ItemsOf(JsonSlice array)
    {
        var items = new List<JsonSlice>();
        foreach (var item in JsonScan.Items(array)) items.Add(item);
        return items;
    }

    private void CompareObjects(string path, string? stepId, JsonSlice from, JsonSlice to)
    {
        var before = JsonEquality.MembersOf(from);
        var after = JsonEquality.MembersOf(to);
        foreach (var (name, value) in before)
        {
            var place = JsonPointer.Append(path, name);
            if (after.TryGetValue(name, out var other)) Compare(place, stepId, value, other);
            else changes.Add(new SnapshotChange(place, ChangeKind.Removed, stepId, new JsonValue(value), null));
        }
        foreach (var (name, value) in after)
            if (!before.ContainsKey(name))
                changes.Add(new SnapshotChange(JsonPointer.Append(path, name), ChangeKind.Added, stepId, null, new JsonValue(value)));
    }

    private void Changed(string path, string? stepId, JsonSlice from, JsonSlice to) =>
        changes.Add(new SnapshotChange(path, ChangeKind.Changed, stepId, new JsonValue(from), new JsonValue(to)));
}
