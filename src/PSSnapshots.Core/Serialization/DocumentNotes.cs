using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>Collects the type notes of a document: the <c>valueTypes</c> of the document itself and those of its entries.</summary>
internal static class DocumentNotes
{
    private static readonly string[] Collections = ["stepResults", "events", "logs"];

    /// <summary>Returns true if the object at a JSON Pointer can have a <c>valueTypes</c> member.</summary>
    public static bool HasNotes(string path) =>
        path.Length == 0 || (JsonPointer.TryParse(path, out var tokens) && tokens is [var collection, _] && Collections.Contains(collection));

    /// <summary>Returns a document with all its type notes as notes of the document value.</summary>
    public static JsonValue Of(JsonValue document)
    {
        var notes = new List<KeyValuePair<string, TypeNote>>();
        Add(notes, "", document.GetMember("valueTypes"));
        foreach (var collection in Collections)
        {
            var place = JsonPointer.Append("", collection);
            if (document.GetMember(collection) is not { } entries) continue;
            if (entries.Kind == JsonKind.Object)
                foreach (var (id, entry) in JsonEquality.MembersOf(entries.Slice)) Add(notes, JsonPointer.Append(place, id), NotesOf(entry));
            var index = 0;
            if (entries.Kind == JsonKind.Array)
                foreach (var entry in JsonScan.Items(entries.Slice)) Add(notes, JsonPointer.Append(place, index++), NotesOf(entry));
        }
        return new JsonValue(document.Slice, TypeNotes.Of(notes));
    }

    private static JsonValue? NotesOf(JsonSlice entry) => StateEntry.MayHaveNotes(entry) ? new JsonValue(entry).GetMember("valueTypes") : null;

    private static void Add(List<KeyValuePair<string, TypeNote>> all, string place, JsonValue? notes)
    {
        if (notes?.Kind != JsonKind.Object || TypeNotes.Read(notes.Slice) is not { } own) return;
        foreach (var (pointer, type) in own.Pairs) all.Add(new(place + pointer, type));
    }
}
