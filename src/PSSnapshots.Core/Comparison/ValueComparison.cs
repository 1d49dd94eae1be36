using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Finds the differences inside JSON values: members by name, items of arrays as <see cref="ListAlignment"/> matches
/// them. The same text with another type is another value: 1 as a decimal, and 1 as an integer.
/// </summary>
internal sealed class ValueComparison(List<SnapshotChange> changes, IReadOnlyList<string> arrayKeys)
{
    /// <summary>Adds the differences between two values that may be absent.</summary>
    public void Compare(string path, string? stepId, JsonValue? from, JsonValue? to) => Compare(path, path, stepId, from, to);

    /// <summary>Adds the differences between two lists that are known to be the same before a place.</summary>
    /// <param name="path">Where the lists stand.</param>
    /// <param name="from">The first, as it is compared.</param>
    /// <param name="to">The second, as it is compared.</param>
    /// <param name="stepOf">The step that an item belongs to.</param>
    /// <param name="start">The place.</param>
    /// <param name="single">An item that is in one of them only, as it is told of; as it is compared where nothing is given.</param>
    public void CompareLists(
        string path,
        (int Count, Func<int, JsonValue> At) from,
        (int Count, Func<int, JsonValue> At) to,
        Func<JsonValue, string?> stepOf,
        int start = 0,
        (Func<int, JsonValue> From, Func<int, JsonValue> To)? single = null) =>
        CompareLists(path, path, from, to, stepOf, start, single ?? (from.At, to.At));

    private void Compare(string fromPath, string toPath, string? stepId, JsonValue? from, JsonValue? to)
    {
        if (ReferenceEquals(from, to)) return;
        if (from is null) Add(fromPath, toPath, ChangeKind.Added, stepId, null, to);
        else if (to is null) Add(fromPath, toPath, ChangeKind.Removed, stepId, from, null);
        else if (!from.IsIdenticalTo(to)) CompareInside(fromPath, toPath, stepId, from, to);
    }

    private void CompareLists(
        string fromPath,
        string toPath,
        (int Count, Func<int, JsonValue> At) from,
        (int Count, Func<int, JsonValue> At) to,
        Func<JsonValue, string?> stepOf,
        int start,
        (Func<int, JsonValue> From, Func<int, JsonValue> To) single)
    {
        foreach (var (i, j) in ListAlignment.Differences(from, to, start, arrayKeys))
        {
            var one = i < 0 ? null : j < 0 ? single.From(i) : from.At(i);
            var other = j < 0 ? null : i < 0 ? single.To(j) : to.At(j);
            var toItem = JsonPointer.Append(toPath, j < 0 ? i : j);
            var fromItem = i == j && ReferenceEquals(fromPath, toPath) ? toItem : JsonPointer.Append(fromPath, i < 0 ? j : i);
            Compare(fromItem, toItem, stepOf((other ?? one)!), one, other);
        }
    }

    private void CompareInside(string fromPath, string toPath, string? stepId, JsonValue from, JsonValue to)
    {
        var before = changes.Count;
        switch (from.Kind)
        {
            case var kind when kind != to.Kind:
                break;
            case JsonKind.Object:
                CompareMembers(fromPath, toPath, stepId, from, to);
                break;
            case JsonKind.Array:
                var items = from.Items();
                var others = to.Items();
                CompareLists(
                    fromPath,
                    toPath,
                    (items.Count, index => items[index]),
                    (others.Count, index => others[index]),
                    _ => stepId,
                    start: 0,
                    (index => items[index], index => others[index]));
                break;
        }
        if (changes.Count == before && !from.Equals(to)) Add(fromPath, toPath, ChangeKind.Changed, stepId, from, to);
    }

    private void CompareMembers(string fromPath, string toPath, string? stepId, JsonValue from, JsonValue to)
    {
        var before = JsonEquality.MembersOf(from.Slice);
        var after = JsonEquality.MembersOf(to.Slice);
        foreach (var name in before.Keys.Concat(after.Keys.Where(name => !before.ContainsKey(name))))
        {
            var toMember = JsonPointer.Append(toPath, name);
            var fromMember = ReferenceEquals(fromPath, toPath) ? toMember : JsonPointer.Append(fromPath, name);
            Compare(fromMember, toMember, stepId, MemberOf(from, before, name), MemberOf(to, after, name));
        }
    }

    private static JsonValue? MemberOf(JsonValue owner, Dictionary<string, JsonSlice> members, string name) =>
        members.TryGetValue(name, out var slice) ? new JsonValue(slice, owner.Notes?.Under(name)) : null;

    private void Add(string fromPath, string toPath, ChangeKind kind, string? stepId, JsonValue? from, JsonValue? to) =>
        changes.Add(new SnapshotChange(fromPath, toPath, kind, stepId, from, to));
}
