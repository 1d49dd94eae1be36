using System.Globalization;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Builds JSON arrays and objects from values, and preserves their type notes.</summary>
internal static class JsonBuilder
{
    /// <summary>Builds an array. A missing value becomes null.</summary>
    public static JsonValue Array(IReadOnlyList<JsonValue?> items)
    {
        using var output = new Utf8Output();
        var first = true;
        output.Json("["u8);
        foreach (var item in items)
        {
            output.Separator(ref first);
            output.Json((item ?? JsonValue.Null).Utf8);
        }
        output.Json("]"u8);
        var notes = NotesOf(items.Select((item, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), item)));
        return new JsonValue(JsonSlice.Of(output.Written), notes);
    }

    /// <summary>Builds an object. A missing value becomes null.</summary>
    public static JsonValue Object(IReadOnlyList<KeyValuePair<string, JsonValue?>> members)
    {
        using var output = new Utf8Output();
        var first = true;
        output.Json("{"u8);
        foreach (var (name, value) in members)
        {
            output.Name(name, ref first);
            output.Json((value ?? JsonValue.Null).Utf8);
        }
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written), NotesOf(members));
    }

    public static TypeNotes? NotesOf(IEnumerable<KeyValuePair<string, JsonValue?>> members)
    {
        var all = new List<KeyValuePair<string, TypeNote>>();
        foreach (var (name, value) in members)
        {
            if (value?.Notes is not { } notes) continue;
            var prefix = JsonPointer.Append("", name);
            foreach (var (pointer, type) in notes.Pairs) all.Add(new(prefix + pointer, type));
        }
        return TypeNotes.Of(all);
    }
}
