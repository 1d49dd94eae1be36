using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Finds the differences inside JSON values: members by name, items of arrays as <see cref="ListAlignment"/> matches
/// them. What they mean decides; a type alone, 1 as a decimal and 1 as an integer, is a difference only where types are
/// asked for.
/// </summary>
internal sealed class ValueComparison(ChangeList changes, ComparisonOptions options)
{
    private readonly ValueEquality _same = ValueEquality.Of(options);
    private readonly Stack<MemberTable> _tables = [];

    /// <summary>Adds the differences between two values that may be absent.</summary>
    public void Compare(StatePlace place, JsonValue? from, JsonValue? to)
    {
        if (ReferenceEquals(from, to)) return;
        if (from is null || to is null) changes.Add(place, ChangeValue.Of(from), ChangeValue.Of(to));
        else Compare(place, NotedSlice.Of(from), NotedSlice.Of(to));
    }

    /// <summary>Adds the differences between two results of a step that may be absent.</summary>
    public void Compare(StatePlace place, StepResult? from, StepResult? to)
    {
        if (ReferenceEquals(from, to)) return;
        if (from is null || to is null)
        {
            changes.Add(place, from is null ? default : ChangeValue.Of(from), to is null ? default : ChangeValue.Of(to));
            return;
        }
        var (one, other) = (Rent(), Rent());
        StepMembers.Fill(one, from);
        StepMembers.Fill(other, to);
        CompareMembers(place, one, other);
        Return(one, other);
    }

    /// <summary>Adds the differences between two lists that are known to be the same before a place.</summary>
    /// <param name="place">Where the lists stand.</param>
    /// <param name="from">The first, as it is compared.</param>
    /// <param name="to">The second, as it is compared.</param>
    /// <param name="start">The place.</param>
    /// <param name="single">An item that is in one of them only, as it is told of; as it is compared where nothing is given.</param>
    public void CompareLists(
        StatePlace place,
        (int Count, Func<int, JsonValue> At) from,
        (int Count, Func<int, JsonValue> At) to,
        int start = 0,
        (Func<int, ChangeValue> From, Func<int, ChangeValue> To)? single = null)
    {
        foreach (var (i, j) in ListAlignment.Differences(from, to, _same, start, options.ArrayKeys))
        {
            var item = place.Item(i < 0 ? j : i, j < 0 ? i : j);
            if (i < 0) changes.Add(item, default, single?.To(j) ?? ChangeValue.Of(to.At(j)));
            else if (j < 0) changes.Add(item, single?.From(i) ?? ChangeValue.Of(from.At(i)), default);
            else Compare(item, from.At(i), to.At(j));
        }
    }

    private void Compare(StatePlace place, in NotedSlice from, in NotedSlice to)
    {
        if (!_same.AreIdentical(from, to)) CompareTexts(place, from, to);
    }

    /// <summary>Compares values that are not written alike.</summary>
    private void CompareTexts(StatePlace place, in NotedSlice from, in NotedSlice to)
    {
        var kind = from.Kind;
        if (kind == to.Kind && kind == JsonKind.Object)
        {
            var (one, other) = (Rent(), Rent());
            one.Fill(from);
            other.Fill(to);
            CompareMembers(place, one, other);
            Return(one, other);
        }
        else if (kind == to.Kind && kind == JsonKind.Array)
        {
            if (from.Notes?.Root == TypeNote.HashSet && to.Notes?.Root == TypeNote.HashSet) CompareSets(place, from.ToValue().Items(), to.ToValue().Items());
            else CompareItems(place, from.ToValue().Items(), to.ToValue().Items());
        }
        else if (!ValueEquality.MeanTheSame(from, to))
        {
            changes.Add(place, ChangeValue.Of(from), ChangeValue.Of(to));
            return;
        }
        if (_same.DifferInType(from, to)) changes.Add(place, ChangeValue.Of(from), ChangeValue.Of(to));
    }

    private void CompareItems(StatePlace place, JsonValue[] from, JsonValue[] to)
    {
        foreach (var (i, j) in ListAlignment.Differences(from, to, _same, options.ArrayKeys))
            Compare(place.Item(i < 0 ? j : i, j < 0 ? i : j), i < 0 ? null : from[i], j < 0 ? null : to[j]);
    }

    /// <summary>Compares the items of sets, which have no order.</summary>
    private void CompareSets(StatePlace place, JsonValue[] from, JsonValue[] to)
    {
        var (before, after) = (new HashSet<JsonValue>(from, _same), new HashSet<JsonValue>(to, _same));
        for (var i = 0; i < from.Length; i++)
            if (!after.Contains(from[i])) changes.Add(place.Item(i, i), ChangeValue.Of(from[i]), default);
        for (var j = 0; j < to.Length; j++)
            if (!before.Contains(to[j])) changes.Add(place.Item(j, j), default, ChangeValue.Of(to[j]));
    }

    private void CompareMembers(StatePlace place, MemberTable from, MemberTable to)
    {
        var likely = 0;
        var matched = 0;
        for (var i = 0; i < from.Count; i++)
        {
            ref readonly var one = ref from[i];
            var found = to.Find(one.RawName.Span, likely);
            if (found < 0)
            {
                changes.Add(place.Member(one.RawName), ChangeValue.Of(one.Value), default);
                continue;
            }
            ref readonly var other = ref to[found];
            if (!_same.AreIdentical(one.Value, other.Value)) CompareTexts(place.Member(other.RawName), one.Value, other.Value);
            likely = found + 1;
            matched++;
        }
        for (var j = 0; j < to.Count && matched < to.Count; j++)
        {
            ref readonly var other = ref to[j];
            if (from.Find(other.RawName.Span, j) >= 0) continue;
            changes.Add(place.Member(other.RawName), default, ChangeValue.Of(other.Value));
            matched++;
        }
    }

    private MemberTable Rent()
    {
        var table = _tables.Count > 0 ? _tables.Pop() : new MemberTable();
        table.Clear();
        return table;
    }

    private void Return(MemberTable one, MemberTable other)
    {
        _tables.Push(one);
        _tables.Push(other);
    }
}
