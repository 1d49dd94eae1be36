using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>
/// Converts JSON values to the objects that scripts expect: custom objects, arrays, strings, numbers, and the types that
/// are noted. An object whose names a custom object cannot have (an empty name, or names that differ only in case)
/// becomes a case-sensitive ordered dictionary.
/// </summary>
internal static class Materializer
{
    /// <summary>
    /// Creates the object for a JSON object without a note. The module sets this to create PowerShell custom objects when
    /// it is imported; the default is an ordered dictionary. The value of a member can be a <see cref="PendingValue"/>.
    /// </summary>
    public static Func<IReadOnlyList<KeyValuePair<string, object?>>, object> MakeObject { get; set; } = OrderedObject;

    /// <summary>Parses a PowerShell <c>SemanticVersion</c>. The default returns <see langword="null"/>, so that the value remains a string.</summary>
    public static Func<string, object?> MakeSemanticVersion { get; set; } = _ => null;

    /// <summary>
    /// Prepares a dictionary or an array for output. The module gives it a <c>ToString</c> method that returns its JSON, for
    /// tables and CSV files.
    /// </summary>
    public static Func<object, object> Present { get; set; } = collection => collection;

    /// <summary>Converts a value to a new object.</summary>
    public static object? ToObject(JsonValue value)
    {
        var read = Read(OwnBytes(value), value.Notes, "");
        return value.Kind == JsonKind.Array || read is IDictionary ? Present(read!) : read;
    }

    /// <summary>
    /// Copies an object or an array out of its document, so that members that are not read yet do not keep the whole
    /// document in memory.
    /// </summary>
    private static JsonSlice OwnBytes(JsonValue value) =>
        value.Kind is JsonKind.Object or JsonKind.Array && value.Slice.Length < value.Slice.Buffer.Length ? JsonSlice.Of(value.Utf8) : value.Slice;

    /// <summary>Converts a value that is part of another one.</summary>
    /// <param name="json">The value.</param>
    /// <param name="notes">The notes of the outermost value, if it has any.</param>
    /// <param name="pointer">The JSON Pointer of this value in the outermost value.</param>
    /// <param name="declared">The declared item type of the collection that contains the value. A note of the value itself takes precedence.</param>
    internal static object? Read(JsonSlice json, TypeNotes? notes, string pointer, TypeNote? declared = null)
    {
        var note = notes?.At(pointer) ?? declared;
        switch (JsonEquality.KindOf(json.First))
        {
            case JsonKind.Null:
                return null;
            case JsonKind.Boolean:
                return json.First == (byte)'t';
            case JsonKind.Array:
                return ReadArray(json, notes, pointer, note);
            case JsonKind.Object:
                return ReadObject(json, notes, pointer, note);
            case var _ when note is { } type && ScalarText.TryRead(type, json, out var scalar):
                return scalar;
            case JsonKind.String:
                return JsonText.Unescape(json.Span[1..^1]);
            default:
                return ReadNumber(json.Span);
        }
    }

    private static object ReadArray(JsonSlice json, TypeNotes? notes, string pointer, TypeNote? note)
    {
        var declared = notes?.At(pointer + TypeNotes.Items);
        var items = new List<object?>();
        foreach (var item in JsonScan.Items(json))
            items.Add(Read(item, notes, notes is null ? "" : JsonPointer.Append(pointer, items.Count), declared));
        return TypedCollections.OfItems(items, note, declared);
    }

    private static object ReadObject(JsonSlice json, TypeNotes? notes, string pointer, TypeNote? note)
    {
        var declared = notes?.At(pointer + TypeNotes.Items);
        var isCustom = note is not (TypeNote.Hashtable or TypeNote.OrderedDictionary or TypeNote.Secret or TypeNote.Dictionary);
        var members = new List<KeyValuePair<string, object?>>();
        foreach (var member in JsonScan.Members(json)) members.Add(Make(member.Name, member.Value));
        var distinct = AreDistinct(members);
        if (!distinct)
        {
            members = WithoutRepeatedNames(members);
            distinct = AreDistinct(members);
        }
        var comparer = distinct ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        switch (note)
        {
            case TypeNote.Hashtable:
                return Fill(new Hashtable(comparer), members, notes!, pointer);
            case TypeNote.OrderedDictionary:
                return Fill(new OrderedDictionary(comparer), members, notes!, pointer);
            case TypeNote.Secret when SecretMarker.Read(members) is { } marker:
                return marker;
            case TypeNote.Dictionary:
                return TypedCollections.OfMembers(members, declared);
            default:
                return distinct && members.TrueForAll(member => member.Key.Length > 0) ? MakeObject(members) : OrderedObject(members);
        }

        KeyValuePair<string, object?> Make(string name, JsonSlice value)
        {
            var place = notes is null ? "" : JsonPointer.Append(pointer, name);
            return new(name, isCustom && value.First is (byte)'{' or (byte)'['
                ? new PendingValue(value, notes, place, declared)
                : Read(value, notes, place, declared));
        }
    }

    /// <summary>Keeps the last value of each repeated name. Names that differ only in case are not repeated.</summary>
    private static List<KeyValuePair<string, object?>> WithoutRepeatedNames(List<KeyValuePair<string, object?>> members)
    {
        var last = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in members) last[name] = value;
        return [.. last];
    }

    /// <summary>Returns true if no two names are equal when case is ignored.</summary>
    private static bool AreDistinct(List<KeyValuePair<string, object?>> members)
    {
        // Up to this count, comparing all pairs of names is faster than hashing them.
        const int FewMembers = 16;
        if (members.Count > FewMembers) return members.DistinctBy(member => member.Key, StringComparer.OrdinalIgnoreCase).Count() == members.Count;
        for (var i = 1; i < members.Count; i++)
            for (var j = 0; j < i; j++)
                if (string.Equals(members[i].Key, members[j].Key, StringComparison.OrdinalIgnoreCase)) return false;
        return true;
    }

    private static OrderedDictionary OrderedObject(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        var map = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in members) map.Add(name, PendingValue.Resolve(value));
        return map;
    }

    private static IDictionary Fill(IDictionary map, List<KeyValuePair<string, object?>> members, TypeNotes notes, string pointer)
    {
        foreach (var (name, value) in members)
        {
            var type = notes.At(JsonPointer.Append(pointer, name) + TypeNotes.Key);
            var key = type is { } note && ScalarText.TryReadKey(note, name, out var other) ? other! : name;
            // Two names in a file can be the same key, such as 1 and 01.
            map[map.Contains(key) ? name : key] = value;
        }
        return map;
    }

    /// <summary>Returns an Int32, Int64 or BigInteger for an integer, otherwise a Double, or the text of a number that exceeds the range of Double.</summary>
    private static object ReadNumber(ReadOnlySpan<byte> number)
    {
        if (JsonNumber.IsInteger(number))
        {
            if (int.TryParse(number, CultureInfo.InvariantCulture, out var small)) return small;
            if (long.TryParse(number, CultureInfo.InvariantCulture, out var large)) return large;
            return BigInteger.Parse(Encoding.ASCII.GetString(number), CultureInfo.InvariantCulture);
        }
        var real = double.Parse(number, CultureInfo.InvariantCulture);
        return double.IsFinite(real) ? real : Encoding.ASCII.GetString(number);
    }
}
