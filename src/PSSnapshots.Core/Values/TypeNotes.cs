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

    private TypeNotes(KeyValuePair<string, TypeNote>[] pairs) => _pairs = pairs;

    public static IEnumerable<string> Names => NamesByType.Values.Order(StringComparer.Ordinal);

    public int Count => _pairs.Length;

    public IEnumerable<KeyValuePair<string, TypeNote>> Pairs => _pairs;

    /// <summary>The type of the value itself, where it has one.</summary>
    public TypeNote? Root => At("");

    public static TypeNotes? Of(IEnumerable<KeyValuePair<string, TypeNote>> pairs)
    {
        var sorted = pairs.ToArray();
        // A walk over sorted members mostly gives them in order, and to see that costs a tenth of sorting.
        if (!IsSorted(sorted)) Array.Sort(sorted, (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return sorted.Length == 0 ? null : new TypeNotes(sorted);
    }

    /// <summary>Reads a <c>valueTypes</c> object; a name that is not in the list is passed over, and the plain value stands.</summary>
    public static TypeNotes? Read(JsonSlice json)
    {
        var pairs = new List<KeyValuePair<string, TypeNote>>();
        foreach (var member in JsonScan.Members(json))
            if (member.Value.First == (byte)'"' && TryParse(JsonText.Unescape(member.Value.Span[1..^1]), out var type))
                pairs.Add(new(member.Name, type));
        return Of(pairs.DistinctBy(pair => pair.Key));
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
        {
            var rest = _pairs[i].Key[prefix.Length..];
            if (rest.Length == 0 || rest[0] == '/') under.Add(new(rest, _pairs[i].Value));
        }
        if (At(Items) is { } declared && !under.Exists(note => note.Key.Length == 0)) under.Add(new("", declared));
        return Of(under);
    }

    /// <summary>The notes of all but one member.</summary>
    public TypeNotes? Except(string token)
    {
        var pointer = JsonPointer.Append("", token);
        return Of(_pairs.Where(pair => pair.Key != pointer && !pair.Key.StartsWith(pointer + "/", StringComparison.Ordinal)));
    }

    /// <summary>Writes the members <c>"pointer":"type"</c>, each pointer behind a prefix.</summary>
    public void WriteMembers(string prefix, Utf8Output output, ref bool first)
    {
        foreach (var (pointer, type) in _pairs)
        {
            output.Name(prefix + pointer, ref first);
            output.Text(NamesByType[type]);
        }
    }

    public bool Equals(TypeNotes? other) => other is not null && _pairs.AsSpan().SequenceEqual(other._pairs);

    public override bool Equals(object? obj) => Equals(obj as TypeNotes);

    public override int GetHashCode() => _pairs.Length;

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
