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

    private readonly NoteRange<TypeNote> _known;

    // What a later version may know: carried along and written again, and never made anything of.
    private readonly NoteRange<string> _unknown;

    private TypeNotes(NoteRange<TypeNote> known, NoteRange<string> unknown)
    {
        _known = known;
        _unknown = unknown;
    }

    public static IEnumerable<string> Names => NamesByType.Values.Order(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, TypeNote>> Pairs => _known.Pairs;

    /// <summary>The type of the value itself, where it has one.</summary>
    public TypeNote? Root => _known.HasRoot ? _known.Root : null;

    public static TypeNotes? Of(IEnumerable<KeyValuePair<string, TypeNote>> pairs) => Of(NoteRange<TypeNote>.Of([.. pairs]), default);

    private static TypeNotes? Of(NoteRange<TypeNote> known, NoteRange<string> unknown) =>
        known.IsEmpty && unknown.IsEmpty ? null : new TypeNotes(known, unknown);

    /// <summary>
    /// Reads a <c>valueTypes</c> object. Of a name that is not in the list nothing is made, and the plain value stands;
    /// it is written again as it was.
    /// </summary>
    public static TypeNotes? Read(JsonSlice json)
    {
        // Of a repeated pointer the last counts.
        var pairs = new Dictionary<string, TypeNote>(StringComparer.Ordinal);
        var unknown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in JsonScan.Members(json))
        {
            if (member.Value.First != (byte)'"') continue;
            var name = JsonText.Unescape(member.Value.Span[1..^1]);
            var pointer = member.Name;
            pairs.Remove(pointer);
            unknown.Remove(pointer);
            if (TryParse(name, out var type)) pairs.Add(pointer, type);
            else unknown.Add(pointer, name);
        }
        return Of(NoteRange<TypeNote>.Of([.. pairs]), NoteRange<string>.Of([.. unknown]));
    }

    public static bool TryParse(string name, out TypeNote type) => TypesByName.TryGetValue(name, out type);

    public TypeNote? At(string pointer) => _known.TryGet(pointer, out var type) ? type : null;

    /// <summary>The notes of one member or item, relative to it. They share the memory of these.</summary>
    /// <param name="token">The member's name or the item's index, not escaped.</param>
    public TypeNotes? Under(string token)
    {
        var prefix = JsonPointer.Append("", token);
        var known = _known.Under(prefix);
        if (!known.HasRoot && At(Items) is { } declared) known = known.WithRoot(declared);
        return Of(known, _unknown.Under(prefix));
    }

    /// <summary>The notes of all but one member.</summary>
    public TypeNotes? Except(string token)
    {
        var pointer = JsonPointer.Append("", token);
        return Of(_known.Except(pointer), _unknown.Except(pointer));
    }

    /// <summary>Writes the members <c>"pointer":"type"</c>, each pointer behind a prefix.</summary>
    public void WriteMembers(string prefix, Utf8Output output, ref bool first)
    {
        foreach (var (pointer, type) in _known.Pairs)
        {
            output.Name(prefix + pointer, ref first);
            output.Text(NamesByType[type]);
        }
        foreach (var (pointer, name) in _unknown.Pairs)
        {
            output.Name(prefix + pointer, ref first);
            output.Text(name);
        }
    }

    public bool Equals(TypeNotes? other) =>
        ReferenceEquals(this, other) || (other is not null && _known.IsSameAs(other._known) && _unknown.IsSameAs(other._unknown));

    public override bool Equals(object? obj) => Equals(obj as TypeNotes);

    public override int GetHashCode() => _known.Count;
}
