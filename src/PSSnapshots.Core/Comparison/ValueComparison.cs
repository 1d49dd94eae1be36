using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Finds the differences inside JSON values: members by name, items of arrays as <see cref="ListAlignment"/> matches
/// them. The same text with another type is another value: 1 as a decimal, and 1 as an integer.
/// </summary>
internal sealed class ValueComparison(List<SnapshotChange> changes)
{
    /// <summary>Adds the differences between two values that may be absent.</summary>
    public void Compare(string path, string? stepId, JsonValue? from, JsonValue? to)
    {
        if (ReferenceEquals(from, to)) return;
        if (from is null) Add(path, ChangeKind.Added, stepId, null, to);
        else if (to is null) Add(path, ChangeKind.Removed, stepId, from, null);
        else if (!from.IsIdenticalTo(to)) CompareInside(path, stepId, from, to);
    }

    /// <summary>Adds the differences between two lists that are known to be the same before a place.</summary>
    public void CompareLists(
        string path,
        (int Count, Func<int, JsonValue> At) from,
        (int Count, Func<int, JsonValue> At) to,
        Func<JsonValue, string?> stepOf,
        int start = 0)
    {
        foreach (var (i, j) in ListAlignment.Differences(from, to, start))
            CompareItem(j < 0 ? i : j, i < 0 ? null : from.At(i), j < 0 ? null : to.At(j));

        void CompareItem(int index, JsonValue? one, JsonValue? other) =>
            Compare(JsonPointer.Append(path, index), stepOf((other ?? one)!), one, other);
    }

    private static JsonValue[] ItemsOf(JsonValue array)
    {
        var items = new List<JsonValue>();
        foreach (var item in JsonScan.Items(array.Slice))
            items.Add(new JsonValue(item, array.Notes?.Under(items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        return [.. items];
    }

    private void CompareInside(string path, string? stepId, JsonValue from, JsonValue to)
    {
        var before = changes.Count;
        switch (from.Kind)
        {
            case var kind when kind != to.Kind:
                break;
            case JsonKind.Object:
                CompareMembers(path, stepId, from, to);
                break;
            case JsonKind.Array:
                var items = ItemsOf(from);
                var others = ItemsOf(to);
                CompareLists(path, (items.Length, index => items[index]), (others.Length, index => others[index]), _ => stepId);
                break;
        }
        if (changes.Count == before && !from.Equals(to)) Add(path, ChangeKind.Changed, stepId, from, to);
    }

    private void CompareMembers(string path, string? stepId, JsonValue from, JsonValue to)
    {
        var before = JsonEquality.MembersOf(from.Slice);
        var after = JsonEquality.MembersOf(to.Slice);
        foreach (var name in before.Keys.Concat(after.Keys.Where(name => !before.ContainsKey(name))))
            Compare(JsonPointer.Append(path, name), stepId, MemberOf(from, before, name), MemberOf(to, after, name));
    }

    private static JsonValue? MemberOf(JsonValue owner, Dictionary<string, JsonSlice> members, string name) =>
        members.TryGetValue(name, out var slice) ? new JsonValue(slice, owner.Notes?.Under(name)) : null;

    private void Add(string path, ChangeKind kind, string? stepId, JsonValue? from, JsonValue? to) =>
        changes.Add(new SnapshotChange(path, kind, stepId, from, to));
}
