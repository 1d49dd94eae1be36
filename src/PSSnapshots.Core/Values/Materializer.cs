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
    /// the core does not know: the module sets this when it is imported.
    /// </summary>
    public static Func<IReadOnlyList<KeyValuePair<string, object?>>, object> MakeObject { get; set; } = OrderedObject;

    /// <summary>
    /// What is done to a dictionary or an array before it is handed out. The module gives it a text that says what is
    /// in it, for tables and CSV files.
    /// </summary>
    public static Func<object, object> Present { get; set; } = collection => collection;

    public static object? ToObject(JsonValue value) =>
        Read(value.Slice, value.Notes, "") switch
        {
            IDictionary map => Present(map),
            object?[] items => Present(items),
            var other => other,
        };

    private static object? Read(JsonSlice json, TypeNotes? notes, string pointer)
    {
        var note = notes?.At(pointer);
        switch (JsonEquality.KindOf(json.First))
        {
            case JsonKind.Null:
                return null;
            case JsonKind.Boolean:
                return json.First == (byte)'t';
            case JsonKind.Array:
                return ReadArray(json, notes, pointer);
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

    private static object?[] ReadArray(JsonSlice json, TypeNotes? notes, string pointer)
    {
        var items = new List<object?>();
        foreach (var item in JsonScan.Items(json))
            items.Add(Read(item, notes, notes is null ? "" : JsonPointer.Append(pointer, items.Count)));
        return [.. items];
    }

    private static object ReadObject(JsonSlice json, TypeNotes? notes, string pointer, TypeNote? note)
    {
        var members = new List<KeyValuePair<string, object?>>();
        foreach (var (name, value) in JsonEquality.MembersOf(json))
            members.Add(new(name, Read(value, notes, notes is null ? "" : JsonPointer.Append(pointer, name))));
        var distinct = members.DistinctBy(member => member.Key, StringComparer.OrdinalIgnoreCase).Count() == members.Count;
        var comparer = distinct ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        switch (note)
        {
            case TypeNote.Hashtable:
                return Fill(new Hashtable(comparer), members);
            case TypeNote.OrderedDictionary:
                return Fill(new OrderedDictionary(comparer), members);
            default:
                return distinct && members.TrueForAll(member => member.Key.Length > 0) ? MakeObject(members) : OrderedObject(members);
        }
    }

    private static object OrderedObject(IReadOnlyList<KeyValuePair<string, object?>> members) =>
        Fill(new OrderedDictionary(StringComparer.Ordinal), members);

    private static IDictionary Fill(IDictionary map, IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        foreach (var (name, value) in members) map.Add(name, value);
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
