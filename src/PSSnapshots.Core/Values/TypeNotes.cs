using System.Collections.Frozen;
using System.Text.Json;

namespace PSSnapshots.Values;

/// <summary>Which parts of a JSON value keep a type that JSON lacks: JSON Pointers (RFC 6901) into it, with the type of each.</summary>
internal sealed class TypeNotes : IEquatable<TypeNotes>
{
    /// <summary>Behind the pointer of a list or a dictionary: the type that its items are declared with.</summary>
    public const string Items = "/~";

    /// <summary>Behind the pointer of a member: the type of its key.</summary>
    public const string Key = "~";

    private static readonly FrozenDictionary<TypeNote, string> NamesByType =
        Enum.GetValues<TypeNote>().ToFrozenDictionary(type => type, type => JsonNamingPolicy.CamelCase.ConvertName(type.ToString()));

    private static readonly FrozenDictionary<string, TypeNote> TypesByName =
        NamesByType.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    // By pointer, ordinal: what stands under a pointer is found by a binary search.
    private readonly KeyValuePair<string, TypeNote>[] _pairs;

    // What a later version may know: carried along and written again, and never made anything of.
    private readonly KeyValuePair<string, string>[] _unknown;

    private TypeNotes(KeyValuePair<string, TypeNote>[] pairs, KeyValuePair<string, string>[] unknown)
    {
        _pairs = pairs;
        _unknown = unknown;
    }

    public static IEnumerable<string> Names => NamesByType.Values.Order(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, TypeNote>> Pairs => _pairs;

    /// <summary>The type of the value itself, where it has one.</summary>
    public TypeNote? Root => At("");

    public static TypeNotes? Of(IEnumerable<KeyValuePair<string, TypeNote>> pairs) => Of(pairs, []);

    private static TypeNotes? Of(IEnumerable<KeyValuePair<string, TypeNote>> pairs, KeyValuePair<string, string>[] unknown)
    {
        var sorted = pairs.ToArray();
        // A walk over sorted members mostly gives them in order, and to see that costs a tenth of sorting.
        if (!IsSorted(sorted)) Array.Sort(sorted, (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return sorted.Length + unknown.Length == 0 ? null : new TypeNotes(sorted, unknown);
    }

    /// <summary>
    /// Reads a <c>valueTypes</c> object. Of a name that is not in the list nothing is made, and the plain value stands;
    /// it is written again as it was.
    /// </summary>
    public static TypeNotes? Read(JsonSlice json)
    {
        var pairs = new List<KeyValuePair<string, TypeNote>>();
        var unknown = new List<KeyValuePair<string, string>>();
        foreach (var member in JsonScan.Members(json))
        {
            if (member.Value.First != (byte)'"') continue;
            var name = JsonText.Unescape(member.Value.Span[1..^1]);
            if (TryParse(name, out var type)) pairs.Add(new(member.Name, type));
            else unknown.Add(new(member.Name, name));
        }
        return Of(pairs.DistinctBy(pair => pair.Key), [.. unknown.DistinctBy(pair => pair.Key)]);
    }

    public static bool TryParse(string name, out TypeNote type) => TypesByName.TryGetValue(name, out type);

    public TypeNote? At(string pointer)
    {
        var place = FirstFrom(pointer);
        return place < _pairs.Length && _pairs[place].Key == pointer ? _pairs[place].Value : null;
    }

    /// <summary>The notes of one member or item, relative to it.</summary>
    /// <param name="token">The member's name or the item's index, not escaped.</param>
    public TypeNotes? Under(string token)
    {
        var prefix = JsonPointer.Append("", token);
        var under = new List<KeyValuePair<string, TypeNote>>();
        for (var i = FirstFrom(prefix); i < _pairs.Length && _pairs[i].Key.StartsWith(prefix, StringComparison.Ordinal); i++)
            if (IsAtOrUnder(_pairs[i].Key, prefix)) under.Add(new(_pairs[i].Key[prefix.Length..], _pairs[i].Value));
        if (At(Items) is { } declared && !under.Exists(note => note.Key.Length == 0)) under.Add(new("", declared));
        return Of(under, [.. from note in _unknown where IsAtOrUnder(note.Key, prefix) select KeyValuePair.Create(note.Key[prefix.Length..], note.Value)]);
    }

    /// <summary>The notes of all but one member.</summary>
    public TypeNotes? Except(string token)
    {
        var pointer = JsonPointer.Append("", token);
        return Of(_pairs.Where(pair => !IsAtOrUnder(pair.Key, pointer)), [.. _unknown.Where(pair => !IsAtOrUnder(pair.Key, pointer))]);
    }

    /// <summary>Writes the members <c>"pointer":"type"</c>, each pointer behind a prefix.</summary>
    public void WriteMembers(string prefix, Utf8Output output, ref bool first)
    {
        foreach (var (pointer, type) in _pairs)
        {
            output.Name(prefix + pointer, ref first);
            output.Text(NamesByType[type]);
        }
        foreach (var (pointer, name) in _unknown)
        {
            output.Name(prefix + pointer, ref first);
            output.Text(name);
        }
    }

    public bool Equals(TypeNotes? other) =>
        other is not null && _pairs.AsSpan().SequenceEqual(other._pairs) && _unknown.AsSpan().SequenceEqual(other._unknown);

    public override bool Equals(object? obj) => Equals(obj as TypeNotes);

    public override int GetHashCode() => _pairs.Length;

    private static bool IsAtOrUnder(string pointer, string place) =>
        pointer.StartsWith(place, StringComparison.Ordinal) && (pointer.Length == place.Length || pointer[place.Length] == '/');

    private static bool IsSorted(KeyValuePair<string, TypeNote>[] pairs)
    {
        for (var i = 1; i < pairs.Length; i++)
            if (string.CompareOrdinal(pairs[i - 1].Key, pairs[i].Key) > 0) return false;
        return true;
    }

    /// <summary>The place of the first pointer that is not before the given one.</summary>
    private int FirstFrom(string pointer)
    {
        int low = 0, high = _pairs.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_pairs[middle].Key, pointer) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
