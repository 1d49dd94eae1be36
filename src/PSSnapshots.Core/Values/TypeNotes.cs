using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>Which parts of a JSON value keep a type that JSON lacks: JSON Pointers (RFC 6901) into it, with the type of each.</summary>
internal sealed class TypeNotes : IEquatable<TypeNotes>
{
    private static readonly FrozenDictionary<TypeNote, string> NamesByType =
        Enum.GetValues<TypeNote>().ToFrozenDictionary(type => type, CamelCase);

    private static readonly FrozenDictionary<string, TypeNote> TypesByName =
        NamesByType.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, TypeNote> _typeByPointer;

    private TypeNotes(ImmutableSortedDictionary<string, TypeNote> typeByPointer) => _typeByPointer = typeByPointer;

    public static IEnumerable<string> Names => NamesByType.Values.Order(StringComparer.Ordinal);

    public int Count => _typeByPointer.Count;

    public IEnumerable<KeyValuePair<string, TypeNote>> Pairs => _typeByPointer;

    /// <summary>The type of the value itself, where it has one.</summary>
    public TypeNote? Root => At("");

    public static TypeNotes? Of(IEnumerable<KeyValuePair<string, TypeNote>> pairs)
    {
        var map = pairs.ToImmutableSortedDictionary(StringComparer.Ordinal);
        return map.IsEmpty ? null : new TypeNotes(map);
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

    public TypeNote? At(string pointer) => _typeByPointer.TryGetValue(pointer, out var type) ? type : null;

    /// <summary>The notes of one member or item, relative to it.</summary>
    /// <param name="token">The member's name or the item's index, not escaped.</param>
    public TypeNotes? Under(string token)
    {
        var prefix = JsonPointer.Append("", token);
        return Of(_typeByPointer
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)
                && (pair.Key.Length == prefix.Length || pair.Key[prefix.Length] == '/'))
            .Select(pair => new KeyValuePair<string, TypeNote>(pair.Key[prefix.Length..], pair.Value)));
    }

    /// <summary>Writes the members <c>"pointer":"type"</c>, each pointer behind a prefix.</summary>
    public void WriteMembers(string prefix, Utf8Output output, ref bool first)
    {
        foreach (var (pointer, type) in _typeByPointer)
        {
            output.Name(prefix + pointer, ref first);
            output.Text(NamesByType[type]);
        }
    }

    public bool Equals(TypeNotes? other) => other is not null && _typeByPointer.SequenceEqual(other._typeByPointer);

    public override bool Equals(object? obj) => Equals(obj as TypeNotes);

    public override int GetHashCode() => _typeByPointer.Count;

    private static string CamelCase(TypeNote type)
    {
        var name = new StringBuilder(type.ToString());
        // SByte is sByte as Byte is byte; only the first letter is lowered.
        name[0] = char.ToLowerInvariant(name[0]);
        return name.ToString();
    }
}
