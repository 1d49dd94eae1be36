using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// The members of one object, in order, to be found by name; of a repeated name the last value counts, at the place
/// of the first. A table is filled again and again, so that comparing objects allocates nothing for each of them.
/// </summary>
internal sealed class MemberTable
{
    /// <summary>From how many members on they are found by a dictionary.</summary>
    private const int ManyMembers = 32;

    private Member[] _members = new Member[8];
    private Dictionary<string, int>? _places;

    /// <summary>A bit for each kind of name that was added: a name whose bit is not set is new.</summary>
    private ulong _seen;

    public int Count { get; private set; }

    public ref readonly Member this[int place] => ref _members[place];

    /// <summary>Takes over an object's members.</summary>
    public void Fill(in NotedSlice owner)
    {
        Clear();
        ComparisonWork.Add(owner.Json.Length);
        foreach (var member in JsonScan.Members(owner.Json))
            Add(member.RawName, new NotedSlice(member.Value, owner.Notes?.Under(member.Name)));
    }

    public void Clear()
    {
        Count = 0;
        _seen = 0;
        _places = null;
    }

    /// <summary>Adds a member whose name is the raw text between its quotes.</summary>
    public void Add(JsonSlice rawName, in NotedSlice value)
    {
        var bit = BitOf(rawName.Span);
        var known = (_seen & bit) != 0 ? Find(rawName.Span, Count) : -1;
        _seen |= bit;
        if (known >= 0)
        {
            _members[known] = _members[known] with { Value = value };
            return;
        }
        if (Count == _members.Length) Array.Resize(ref _members, Count * 2);
        _members[Count] = new Member(rawName, value);
        _places?.Add(JsonText.Unescape(rawName.Span), Count);
        Count++;
        if (Count == ManyMembers) IndexAll();
    }

    /// <summary>Where a member stands, looked for first at a place where it is likely to be; −1 where there is none.</summary>
    public int Find(ReadOnlySpan<byte> rawName, int likely)
    {
        if (likely < Count && rawName.SequenceEqual(_members[likely].RawName.Span)) return likely;
        if ((_seen & BitOf(rawName)) == 0) return -1;
        if (_places is not null) return _places.TryGetValue(JsonText.Unescape(rawName), out var place) ? place : -1;
        for (var i = 0; i < Count; i++)
            if (JsonText.TextEquals(rawName, _members[i].RawName.Span)) return i;
        return -1;
    }

    private void IndexAll()
    {
        _places = new Dictionary<string, int>(Count * 2, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) _places.Add(JsonText.Unescape(_members[i].RawName.Span), i);
    }

    /// <summary>The bit of a name; one that is written with escapes may be any.</summary>
    private static ulong BitOf(ReadOnlySpan<byte> rawName)
    {
        if (rawName.Contains((byte)'\\')) return ulong.MaxValue;
        return rawName.IsEmpty ? 1 : 1UL << (((rawName.Length * 31) + (rawName[0] * 7) + rawName[^1]) & 63);
    }

    /// <summary>One member: its raw name and its value.</summary>
    internal readonly record struct Member(JsonSlice RawName, NotedSlice Value);
}
