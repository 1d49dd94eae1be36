using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>What the type of a value is called, as a script reads the value.</summary>
internal static class ValueTypeName
{
    public static string Of(in NotedSlice value)
    {
        var note = value.Notes?.Root;
        switch (value.Kind)
        {
            case JsonKind.Array:
                return OfArray(note, ItemsOf(value));
            case JsonKind.Object:
                return OfObject(note, ItemsOf(value)) + KeysOf(value);
            case JsonKind.Null:
                return "null";
            case JsonKind.Boolean:
                return nameof(TypeNote.Boolean);
            case JsonKind.String when note is TypeNote.Bytes:
                return "Byte[]";
            case JsonKind.String:
                return $"{note ?? TypeNote.String}";
            default:
                return note is { } type ? type.ToString() : Materializer.Read(value.Json, null, "")!.GetType().Name;
        }
    }

    private static string OfArray(TypeNote? note, string items) => note switch
    {
        TypeNote.ArrayList => nameof(TypeNote.ArrayList),
        TypeNote.List or TypeNote.HashSet => $"{note}[{items}]",
        _ => $"{items}[]",
    };

    private static string OfObject(TypeNote? note, string items) => note switch
    {
        TypeNote.Dictionary => $"Dictionary[String,{items}]",
        TypeNote.Hashtable or TypeNote.OrderedDictionary => $"{note}",
        TypeNote.Secret => nameof(SecretMarker),
        _ => "PSCustomObject",
    };

    /// <summary>What the items are declared as.</summary>
    private static string ItemsOf(in NotedSlice value) => value.Notes?.At(TypeNotes.Items) is { } declared ? $"{declared}" : "Object";

    /// <summary>The types of keys that are no text.</summary>
    private static string KeysOf(in NotedSlice value)
    {
        if (value.Notes is not { } notes) return "";
        var types = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in JsonScan.Members(value.Json))
            if (notes.At(JsonPointer.Append("", member.Name) + TypeNotes.Key) is { } type) types.Add(type.ToString());
        return types.Count == 0 ? "" : $" with keys of {string.Join(", ", types)}";
    }
}
