using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Finds the differences inside JSON values: members by name, items of arrays as <see cref="ListAlignment"/> matches
/// them. The same text with another type is another value: 1 as a decimal, and 1 as an integer.
/// </summary>
internal sealed class ValueComparison(ChangeList changes, IReadOnlyList<string> arrayKeys)
{
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
        if (from.Source is null && to.Source is null) CompareFields(place, from, to);
        else CompareTexts(place, from, to);
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
        foreach (var (i, j) in ListAlignment.Differences(from, to, start, arrayKeys))
        {
            var item = place.Item(i < 0 ? j : i, j < 0 ? i : j);
            if (i < 0) changes.Add(item, default, single?.To(j) ?? ChangeValue.Of(to.At(j)));
            else if (j < 0) changes.Add(item, single?.From(i) ?? ChangeValue.Of(from.At(i)), default);
            else Compare(item, from.At(i), to.At(j));
        }
    }

    /// <summary>Compares results that no file told of, without writing either as text.</summary>
    private void CompareFields(StatePlace place, StepResult from, StepResult to)
    {
        if (from.Status != to.Status)
            changes.Add(place.Member("status"), ChangeValue.Of(StepMembers.StatusOf(from)), ChangeValue.Of(StepMembers.StatusOf(to)));
        var pathsDiffer = !Equals(from.SuspendedPath, to.SuspendedPath);
        var (one, other) = pathsDiffer ? (from.SuspendedPath?.ToJson(), to.SuspendedPath?.ToJson()) : (null, null);
        // In the order in which texts are compared: what the first has, then what only the second has.
        for (var added = 0; added < 2; added++)
        {
            Field("output", from.OutputJson, to.OutputJson, added == 1);
            Field("error", from.ErrorJson, to.ErrorJson, added == 1);
            Field("suspendedPath", one, other, added == 1);
        }

        void Field(string name, JsonValue? before, JsonValue? after, bool isAdded)
        {
            if (before is null == isAdded && !ReferenceEquals(before, after)) Compare(place.Member(name), before, after);
        }
    }

    private void CompareTexts(StatePlace place, StepResult from, StepResult to)
    {
        var before = changes.Count;
        var (one, other) = (Rent(), Rent());
        StepMembers.Fill(one, from);
        StepMembers.Fill(other, to);
        CompareMembers(place, one, other);
        Return(one, other);
        // What a file has besides, such as notes of types that are of nothing.
        if (changes.Count == before && !from.ToJson().Equals(to.ToJson())) changes.Add(place, ChangeValue.Of(from), ChangeValue.Of(to));
    }

    private void Compare(StatePlace place, in NotedSlice from, in NotedSlice to)
    {
        if (!from.IsIdenticalTo(to)) CompareTexts(place, from, to);
    }

    /// <summary>Compares values that are not written alike.</summary>
    private void CompareTexts(StatePlace place, in NotedSlice from, in NotedSlice to)
    {
        var before = changes.Count;
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
            CompareItems(place, from.ToValue().Items(), to.ToValue().Items());
        }
        if (changes.Count == before && !from.MeansTheSameAs(to)) changes.Add(place, ChangeValue.Of(from), ChangeValue.Of(to));
    }

    private void CompareItems(StatePlace place, JsonValue[] from, JsonValue[] to)
    {
        foreach (var (i, j) in ListAlignment.Differences(from, to, arrayKeys))
            Compare(place.Item(i < 0 ? j : i, j < 0 ? i : j), i < 0 ? null : from[i], j < 0 ? null : to[j]);
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
            if (!one.Value.IsIdenticalTo(other.Value)) CompareTexts(place.Member(other.RawName), one.Value, other.Value);
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
