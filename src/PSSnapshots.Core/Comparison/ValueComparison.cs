using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Finds the differences inside JSON values. Members are matched by name, array items by <see cref="ListAlignment"/>.
/// Equal values of different types, such as the decimal 1 and the integer 1, differ only with
/// <see cref="ComparisonOptions.IncludeType"/>.
/// </summary>
internal sealed class ValueComparison(ChangeList changes, ComparisonOptions options)
{
    private readonly ValueEqualityComparer _comparer = ValueEqualityComparer.For(options);
    private readonly Stack<MemberTable> _tables = [];

    /// <summary>Adds the differences between two values, each of which can be absent.</summary>
    public void Compare(ChangePath path, JsonValue? from, JsonValue? to)
    {
        if (ReferenceEquals(from, to)) return;
        if (from is null || to is null) changes.Add(path, ChangeValue.Of(from), ChangeValue.Of(to));
        else Compare(path, TypedSlice.Of(from), TypedSlice.Of(to));
    }

    /// <summary>Adds the differences between two step results, each of which can be absent.</summary>
    public void Compare(ChangePath path, StepResult? from, StepResult? to)
    {
        if (ReferenceEquals(from, to)) return;
        if (from is null || to is null)
        {
            changes.Add(path, ChangeValue.Of(from), ChangeValue.Of(to));
            return;
        }
        var (fromMembers, toMembers) = (Rent(), Rent());
        StepResultMembers.Fill(fromMembers, from);
        StepResultMembers.Fill(toMembers, to);
        CompareMembers(path, fromMembers, toMembers);
        Return(fromMembers, toMembers);
    }

    /// <summary>Adds the differences between two lists.</summary>
    /// <param name="path">The path of the lists.</param>
    /// <param name="from">The items of the first list to compare.</param>
    /// <param name="to">The items of the second list to compare.</param>
    /// <param name="start">The number of items at the beginning that are known to be equal.</param>
    /// <param name="unmatched">
    /// The values to report for items that exist in one list only. By default, the compared items are reported.
    /// </param>
    public void CompareLists(
        ChangePath path, ItemList from, ItemList to, int start = 0, (Func<int, ChangeValue> From, Func<int, ChangeValue> To)? unmatched = null)
    {
        foreach (var (i, j) in ListAlignment.Differences(from, to, _comparer, start, options.ArrayKeys))
        {
            var item = path.Item(i < 0 ? j : i, j < 0 ? i : j);
            if (i < 0) changes.Add(item, default, unmatched?.To(j) ?? ChangeValue.Of(to[j]));
            else if (j < 0) changes.Add(item, unmatched?.From(i) ?? ChangeValue.Of(from[i]), default);
            else Compare(item, from[i], to[j]);
        }
    }

    private void Compare(ChangePath path, in TypedSlice from, in TypedSlice to)
    {
        if (!_comparer.AreIdentical(from, to)) CompareContents(path, from, to);
    }

    /// <summary>Adds the differences between two values whose JSON texts or types differ.</summary>
    private void CompareContents(ChangePath path, in TypedSlice from, in TypedSlice to)
    {
        var kind = from.Kind;
        if (kind == to.Kind && kind == JsonKind.Object)
        {
            CompareObjects(path, from, to);
        }
        else if (kind == to.Kind && kind == JsonKind.Array)
        {
            CompareArrays(path, from, to);
        }
        else if (!ValueEqualityComparer.HaveEqualValues(from, to))
        {
            changes.Add(path, ChangeValue.Of(from), ChangeValue.Of(to));
            return;
        }
        if (_comparer.DifferInType(from, to)) changes.Add(path, ChangeValue.Of(from), ChangeValue.Of(to));
    }

    private void CompareObjects(ChangePath path, in TypedSlice from, in TypedSlice to)
    {
        var (fromMembers, toMembers) = (Rent(), Rent());
        fromMembers.Fill(from);
        toMembers.Fill(to);
        CompareMembers(path, fromMembers, toMembers);
        Return(fromMembers, toMembers);
    }

    private void CompareArrays(ChangePath path, in TypedSlice from, in TypedSlice to)
    {
        var (fromItems, toItems) = (from.ToValue().Items(), to.ToValue().Items());
        if (from.Notes?.Root == TypeNote.HashSet && to.Notes?.Root == TypeNote.HashSet) CompareSets(path, fromItems, toItems);
        else CompareLists(path, ItemList.Of(fromItems), ItemList.Of(toItems));
    }

    /// <summary>Adds the differences between two sets, whose items have no order. Equal items can differ in type.</summary>
    private void CompareSets(ChangePath path, JsonValue[] from, JsonValue[] to)
    {
        var (fromIndexes, toIndexes) = (IndexesOf(from), IndexesOf(to));
        for (var i = 0; i < from.Length; i++)
        {
            if (!toIndexes.TryGetValue(from[i], out var j)) changes.Add(path.Item(i, i), ChangeValue.Of(from[i]), default);
            else if (options.IncludeType) Compare(path.Item(i, j), from[i], to[j]);
        }
        for (var j = 0; j < to.Length; j++)
            if (!fromIndexes.ContainsKey(to[j])) changes.Add(path.Item(j, j), default, ChangeValue.Of(to[j]));
    }

    private Dictionary<JsonValue, int> IndexesOf(JsonValue[] items)
    {
        var indexes = new Dictionary<JsonValue, int>(items.Length, _comparer);
        for (var i = 0; i < items.Length; i++) indexes.TryAdd(items[i], i);
        return indexes;
    }

    private void CompareMembers(ChangePath path, MemberTable from, MemberTable to)
    {
        var likelyIndex = 0;
        var common = 0;
        for (var i = 0; i < from.Count; i++)
        {
            ref readonly var member = ref from[i];
            var index = to.IndexOf(member.RawName.Span, likelyIndex);
            if (index < 0)
            {
                changes.Add(path.Member(member.RawName), ChangeValue.Of(member.Value), default);
                continue;
            }
            ref readonly var other = ref to[index];
            // Checked here so that no path is created for an unchanged member.
            if (!_comparer.AreIdentical(member.Value, other.Value)) CompareContents(path.Member(other.RawName), member.Value, other.Value);
            likelyIndex = index + 1;
            common++;
        }
        for (var j = 0; j < to.Count && common < to.Count; j++)
        {
            ref readonly var added = ref to[j];
            if (from.IndexOf(added.RawName.Span, j) >= 0) continue;
            changes.Add(path.Member(added.RawName), default, ChangeValue.Of(added.Value));
            common++;
        }
    }

    private MemberTable Rent() => _tables.Count > 0 ? _tables.Pop() : new MemberTable();

    private void Return(MemberTable first, MemberTable second)
    {
        _tables.Push(first);
        _tables.Push(second);
    }
}
