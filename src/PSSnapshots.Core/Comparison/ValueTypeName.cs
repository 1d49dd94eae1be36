using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>Returns the name of the .NET type that a script sees when it reads a value.</summary>
internal static class ValueTypeName
{
    public static string Of(in TypedSlice value)
    {
        var note = value.Notes?.Root;
        switch (value.Kind)
        {
            case JsonKind.Array:
                return OfArray(note, ItemType(value));
            case JsonKind.Object:
                return OfObject(note, ItemType(value)) + KeyTypes(value);
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

    private static string OfArray(TypeNote? note, string itemType) => note switch
    {
        TypeNote.ArrayList => nameof(TypeNote.ArrayList),
        TypeNote.List or TypeNote.HashSet => $"{note}[{itemType}]",
        _ => $"{itemType}[]",
    };

    private static string OfObject(TypeNote? note, string itemType) => note switch
    {
        TypeNote.Dictionary => $"Dictionary[String,{itemType}]",
        TypeNote.Hashtable or TypeNote.OrderedDictionary => $"{note}",
        TypeNote.Secret => nameof(SecretMarker),
        _ => "PSCustomObject",
    };

    /// <summary>Returns the declared type of the items of a collection.</summary>
    private static string ItemType(in TypedSlice value) => value.Notes?.At(TypeNotes.Items) is { } declared ? $"{declared}" : "Object";

    /// <summary>Returns a suffix with the types of the keys that are not strings, or an empty string if there are none.</summary>
    private static string KeyTypes(in TypedSlice value)
    {
        if (value.Notes is not { } notes) return "";
        var types = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var member in JsonScan.Members(value.Json))
            if (notes.At(JsonPointer.Append("", member.Name) + TypeNotes.Key) is { } type) types.Add(type.ToString());
        return types.Count == 0 ? "" : $" with keys of {string.Join(", ", types)}";
    }
}
