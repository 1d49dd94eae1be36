using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// The members of one object, in order and with a lookup by name. For a repeated name, the last value is used at the
/// position of the first. Tables are reused, so that comparing an object does not allocate.
/// </summary>
internal sealed class MemberTable
{
    /// <summary>The number of members from which a dictionary is used for the lookup.</summary>
    private const int DictionaryThreshold = 32;

    private Member[] _members = new Member[8];
    private Dictionary<string, int>? _indexes;

    /// <summary>A Bloom filter of the names: a name whose bits are not set is not in the table.</summary>
    private ulong _nameFilter;

    public int Count { get; private set; }

    public ref readonly Member this[int index] => ref _members[index];

    /// <summary>Replaces the content of the table with the members of an object.</summary>
    public void Fill(in TypedSlice owner)
    {
        Clear();
        ComparisonWork.Add(owner.Json.Length);
        foreach (var member in JsonScan.Members(owner.Json))
            Add(member.RawName, new TypedSlice(member.Value, owner.Notes?.Under(member.Name)));
    }

    public void Clear()
    {
        Count = 0;
        _nameFilter = 0;
        _indexes = null;
    }

    /// <summary>Adds a member, or replaces the value of a member with the same name.</summary>
    /// <param name="rawName">The JSON text of the name without its quotation marks.</param>
    /// <param name="value">The value.</param>
    public void Add(JsonSlice rawName, in TypedSlice value)
    {
        var bits = FilterBits(rawName.Span);
        var existing = (_nameFilter & bits) != 0 ? IndexOf(rawName.Span, Count) : -1;
        _nameFilter |= bits;
        if (existing >= 0)
        {
            _members[existing] = _members[existing] with { Value = value };
            return;
        }
        if (Count == _members.Length) Array.Resize(ref _members, Count * 2);
        _members[Count] = new Member(rawName, value);
        _indexes?.Add(JsonText.Unescape(rawName.Span), Count);
        Count++;
        if (Count == DictionaryThreshold) CreateDictionary();
    }

    /// <summary>Returns the index of a member, or −1 if there is none with this name.</summary>
    /// <param name="rawName">The JSON text of the name without its quotation marks.</param>
    /// <param name="likelyIndex">The index to try first.</param>
    public int IndexOf(ReadOnlySpan<byte> rawName, int likelyIndex)
    {
        if (likelyIndex < Count && rawName.SequenceEqual(_members[likelyIndex].RawName.Span)) return likelyIndex;
        if ((_nameFilter & FilterBits(rawName)) == 0) return -1;
        if (_indexes is not null) return _indexes.TryGetValue(JsonText.Unescape(rawName), out var index) ? index : -1;
        for (var i = 0; i < Count; i++)
            if (JsonText.TextEquals(rawName, _members[i].RawName.Span)) return i;
        return -1;
    }

    private void CreateDictionary()
    {
        _indexes = new Dictionary<string, int>(Count * 2, StringComparer.Ordinal);
        for (var i = 0; i < Count; i++) _indexes.Add(JsonText.Unescape(_members[i].RawName.Span), i);
    }

    /// <summary>Returns the bit of a name in the filter. A name with escape sequences can equal any other, so it has all bits.</summary>
    private static ulong FilterBits(ReadOnlySpan<byte> rawName)
    {
        if (rawName.Contains((byte)'\\')) return ulong.MaxValue;
        return rawName.IsEmpty ? 1 : 1UL << (((rawName.Length * 31) + (rawName[0] * 7) + rawName[^1]) & 63);
    }

    /// <summary>A member of an object.</summary>
    /// <param name="RawName">The JSON text of the name without its quotation marks.</param>
    /// <param name="Value">The value.</param>
    internal readonly record struct Member(JsonSlice RawName, TypedSlice Value);
}
