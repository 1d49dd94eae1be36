using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>The fields of an entry that was read from valid JSON. If a field is repeated, the last one applies.</summary>
internal readonly ref struct EntryFields
{
    private readonly JsonSlice _entry;
    private readonly TypeNotes? _notes;

    private EntryFields(JsonSlice entry)
    {
        _entry = entry;
        _notes = Find("valueTypes"u8) is { } types && types.First == (byte)'{' ? TypeNotes.Read(types) : null;
    }

    public static EntryFields Read(JsonSlice entry) => new(entry);

    public JsonValue? ValueOf(string field) =>
        Find(System.Text.Encoding.UTF8.GetBytes(field)) is { } slice ? new JsonValue(slice, _notes?.Under(field)) : null;

    /// <summary>Returns the raw text of a string field without its quotes; empty if the field is missing.</summary>
    public ReadOnlySpan<byte> StringOf(ReadOnlySpan<byte> field) =>
        Find(field) is { } slice && slice.First == (byte)'"' ? slice.Span[1..^1] : [];

    public string? TextOf(ReadOnlySpan<byte> field) =>
        Find(field) is { } slice && slice.First == (byte)'"' ? JsonText.Unescape(slice.Span[1..^1]) : null;

    public DateTimeOffset TimeOf(ReadOnlySpan<byte> field) =>
        Find(field) is { } slice && EpochTime.TryRead(slice.Span, out var time) ? time : default;

    private JsonSlice? Find(ReadOnlySpan<byte> field)
    {
        JsonSlice? found = null;
        foreach (var member in JsonScan.Members(_entry))
            if (member.Is(field)) found = member.Value;
        return found;
    }
}
