using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using System.Text;
namespace PSSnapshots.Values;

/// <summary>
/// Makes of a frozen value what a script expects: custom objects, arrays, text, numbers, and the types that notes
/// keep. Objects whose names a custom object cannot hold (case variants, the empty name) become ordered
/// dictionaries that tell case apart.
/// </summary>
internal static class Materializer
{
    /// <summary>
    /// Makes the object that stands for a JSON object without a note. Scripts want the engine's custom objects, which
    /// the core does not know: the module sets this when it is imported. A member's value may be a
    /// <see cref="PendingValue"/>.
    /// </summary>
    public static Func<IReadOnlyList<KeyValuePair<string, object?>>, object> MakeObject { get; set; } = OrderedObject;

    /// <summary>Makes the engine's semantic version of a text; nothing where there is no engine, and then the text stands.</summary>
    public static Func<string, object?> MakeSemanticVersion { get; set; } = _ => null;

    /// <summary>
    /// What is done to a dictionary or an array before it is handed out. The module gives it a text that says what is
    /// in it, for tables and CSV files.
    /// </summary>
    public static Func<object, object> Present { get; set; } = collection => collection;

    public static object? ToObject(JsonValue value)
    {
        var read = Read(OwnBytes(value), value.Notes, "");
        return value.Kind == JsonKind.Array || read is IDictionary ? Present(read!) : read;
    }

    /// <summary>
    /// An object's bytes apart from the document that they are in: a member that is not read yet must not hold a whole
    /// import in memory.
    /// </summary>
    private static JsonSlice OwnBytes(JsonValue value) =>
        value.Kind is JsonKind.Object or JsonKind.Array && value.Slice.Length < value.Slice.Buffer.Length ? JsonSlice.Of(value.Utf8) : value.Slice;

    /// <param name="json">The value.</param>
    /// <param name="notes">All notes, where there are any.</param>
    /// <param name="pointer">Where the value stands.</param>
    /// <param name="declared">The type that the list around it is declared with; a note of the value's own goes before it.</param>
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
            // Of a repeated name the last counts; what is left may still have names that differ in case alone.
            var last = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach (var (name, value) in members) last[name] = value;
            members = [.. last];
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

    private static bool AreDistinct(List<KeyValuePair<string, object?>> members)
    {
        // Up to this many names, to compare all with all is faster than to hash them.
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
        foreach (var (name, value) in members) map.Add(name, PendingValue.MadeOf(value));
        return map;
    }

    private static IDictionary Fill(IDictionary map, List<KeyValuePair<string, object?>> members, TypeNotes notes, string pointer)
    {
        foreach (var (name, value) in members)
        {
            var type = notes.At(JsonPointer.Append(pointer, name) + TypeNotes.Key);
            var key = type is { } note && ScalarText.TryReadKey(note, name, out var other) ? other! : name;
            // A file can name two keys that are the same, as 1 and 01 are.
            map[map.Contains(key) ? name : key] = value;
        }
        return map;
    }

    /// <summary>An Int32, Int64 or BigInteger for an integer, else a Double; the text of a number that none of them holds.</summary>
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
