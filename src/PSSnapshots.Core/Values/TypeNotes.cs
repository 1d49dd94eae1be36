using System.Collections.Frozen;
using System.Text.Json;

namespace PSSnapshots.Values;

/// <summary>The types of the parts of a JSON value that JSON cannot express, by JSON Pointer (RFC 6901).</summary>
internal sealed class TypeNotes : IEquatable<TypeNotes>
{
    /// <summary>The suffix of the pointer of a list or a dictionary, for the declared type of its items.</summary>
    public const string Items = "/~";

    /// <summary>The suffix of the pointer of a member, for the type of its key.</summary>
    public const string Key = "~";

    private static readonly FrozenDictionary<TypeNote, string> NamesByType =
        Enum.GetValues<TypeNote>().ToFrozenDictionary(type => type, type => JsonNamingPolicy.CamelCase.ConvertName(type.ToString()));

    private static readonly FrozenDictionary<string, TypeNote> TypesByName =
        NamesByType.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    private readonly NoteRange<TypeNote> _known;

    // Types of later versions. They are written again, but no objects are created from them.
    private readonly NoteRange<string> _unknown;

    private TypeNotes(NoteRange<TypeNote> known, NoteRange<string> unknown)
    {
        _known = known;
        _unknown = unknown;
    }

    /// <summary>The names of all types in the format, sorted.</summary>
    public static IEnumerable<string> Names => NamesByType.Values.Order(StringComparer.Ordinal);

    /// <summary>The known types by pointer.</summary>
    public IEnumerable<KeyValuePair<string, TypeNote>> Pairs => _known.Pairs;

    /// <summary>The type of the value itself, if it is noted.</summary>
    public TypeNote? Root => _known.HasRoot ? _known.Root : null;

    /// <summary>Creates notes, or returns <see langword="null"/> if there are none.</summary>
    public static TypeNotes? Of(IEnumerable<KeyValuePair<string, TypeNote>> pairs) => Of(NoteRange<TypeNote>.Of([.. pairs]), default);

    private static TypeNotes? Of(NoteRange<TypeNote> known, NoteRange<string> unknown) =>
        known.IsEmpty && unknown.IsEmpty ? null : new TypeNotes(known, unknown);

    /// <summary>
    /// Reads a <c>valueTypes</c> object. A value with an unknown type name is read as plain JSON, and the name is preserved
    /// when the notes are written.
    /// </summary>
    public static TypeNotes? Read(JsonSlice json)
    {
        // The last note of a repeated pointer wins.
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

    /// <summary>Finds a type by its name in the format. Case matters.</summary>
    public static bool TryParse(string name, out TypeNote type) => TypesByName.TryGetValue(name, out type);

    /// <summary>Returns the type at a pointer, if it is noted.</summary>
    public TypeNote? At(string pointer) => _known.TryGet(pointer, out var type) ? type : null;

    /// <summary>Returns the notes of a member or an item, with pointers relative to it. They share memory with these notes.</summary>
    /// <param name="token">The unescaped name of the member, or the index of the item.</param>
    public TypeNotes? Under(string token)
    {
        var prefix = JsonPointer.Append("", token);
        var known = _known.Under(prefix);
        if (!known.HasRoot && At(Items) is { } declared) known = known.WithRoot(declared);
        return Of(known, _unknown.Under(prefix));
    }

    /// <summary>Returns the notes without those of one member.</summary>
    public TypeNotes? Except(string token)
    {
        var pointer = JsonPointer.Append("", token);
        return Of(_known.Except(pointer), _unknown.Except(pointer));
    }

    /// <summary>Writes the notes as members <c>"pointer":"type"</c>. The prefix is added to each pointer.</summary>
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
