using System.Text;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>Recognizes the fields of a snapshot, by index into <see cref="EntryShape.Snapshot"/>, in a damaged document.</summary>
internal static class SnapshotFields
{
    /// <summary>The number of nested arrays and objects that a field's entry may have: a document has two more around it.</summary>
    public const int MaxItemDepth = JsonTokens.MaxDocumentDepth - 2;

    public static EntryShape Shape => EntryShape.Snapshot;

    /// <summary>The fields that an envelope has too, one bit each.</summary>
    public static uint EnvelopeBits { get; } = (1u << Shape.IndexOf("runId"u8)) | (1u << Shape.IndexOf("workflowId"u8));

    /// <summary>Returns true for a field whose entries can be lost one by one.</summary>
    public static bool IsCollection(int field) => IsMap(field)
        || Shape[field].Kind is FieldKind.Events or FieldKind.ExecutionGraph or FieldKind.Logs;

    /// <summary>Returns true for a collection whose entries have names.</summary>
    public static bool IsMap(int field) =>
        Shape[field].Kind is FieldKind.StepResults or FieldKind.SuspendedPaths or FieldKind.Context or FieldKind.TypeNotes;

    /// <summary>Returns true for a collection whose entries are recognized by their fields.</summary>
    public static bool HasDistinctEntries(int field) => Shape[field].Kind is FieldKind.StepResults or FieldKind.Events or FieldKind.Logs;

    /// <summary>Returns true if the first character of a value is one that the field can have.</summary>
    public static bool CanBegin(int field, ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length) return false;
        return Shape[field].Kind switch
        {
            FieldKind.Any => true,
            FieldKind.Time or FieldKind.Count => json[at] == '-' || char.IsAsciiDigit((char)json[at]),
            FieldKind.Path => json[at] == '[',
            _ when IsCollection(field) => json[at] == (IsMap(field) ? '{' : '['),
            _ => json[at] == '"',
        };
    }

    /// <summary>Returns how sure it is that an entry belongs to a field: 2 or 1 if it may, 0 if not.</summary>
    public static int EntryScore(int field, ReadOnlySpan<byte> json, int at)
    {
        if (!IsCollection(field) || IsMap(field) != JsonSkip.Is(json, at, '"')) return 0;
        if (IsMap(field)) at = JsonSkip.AfterName(json, at);
        var canBegin = Shape[field].Kind switch
        {
            FieldKind.SuspendedPaths => JsonSkip.Is(json, at, '['),
            FieldKind.TypeNotes => JsonSkip.Is(json, at, '"'),
            FieldKind.Context => at >= 0,
            _ => JsonSkip.Is(json, at, '{'),
        };
        return canBegin ? HasDistinctEntries(field) ? 2 : 1 : 0;
    }

    /// <summary>Returns the field with the name at an offset, or −1.</summary>
    /// <param name="json">The document.</param>
    /// <param name="at">The offset of the name's opening quote.</param>
    /// <param name="valueAt">The offset of the value; −1 if there is no name with a colon.</param>
    public static int IndexOf(ReadOnlySpan<byte> json, int at, out int valueAt)
    {
        valueAt = JsonSkip.AfterName(json, at);
        if (valueAt < 0) return -1;
        var name = json[(at + 1)..(JsonGrammar.AfterString(json, at, out var isEscaped) - 1)];
        return Shape.IndexOf(isEscaped ? Encoding.UTF8.GetBytes(JsonText.Unescape(name)) : name);
    }

    /// <summary>Returns true if the name at an offset is that of a field, or of a member of an envelope.</summary>
    public static bool IsFieldOrEnvelopeMember(ReadOnlySpan<byte> json, int at) => IndexOf(json, at, out var valueAt) >= 0
        || (valueAt >= 0 && json[at..] is var name && (name.StartsWith("\"snapshot\""u8) || name.StartsWith("\"data\""u8) || name.StartsWith("\"createdAt\""u8) || name.StartsWith("\"size\""u8)));

    /// <summary>Returns the one of several fields whose name, colon and first byte of the value are right before an offset, except for one byte; −1 if there is none.</summary>
    /// <param name="json">The document.</param>
    /// <param name="at">The offset after the first byte of the value.</param>
    /// <param name="fields">The fields, one bit each.</param>
    public static int SimilarBefore(ReadOnlySpan<byte> json, int at, uint fields)
    {
        for (var field = 0; field < Shape.Count; field++)
        {
            if ((fields & (1u << field)) == 0) continue;
            byte[] name = [(byte)'"', .. Shape[field].Utf8Name, (byte)'"', (byte)':'];
            var canBegin = CanBegin(field, json, at - 1);
            if (EndsWith(json[..(at - 1)], name, exactly: !canBegin) || EndsWith(json[..(at - 1)], [.. name, (byte)' '], exactly: !canBegin)) return field;
        }
        return -1;
    }

    /// <summary>Returns true if a text ends with another, exactly or except for one byte that is changed, added or missing.</summary>
    private static bool EndsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> end, bool exactly)
    {
        if (exactly || text.EndsWith(end)) return text.EndsWith(end);
        var suffix = 1;
        while (suffix <= Math.Min(text.Length, end.Length) && text[^suffix] == end[^suffix]) suffix++;
        for (var length = end.Length - 1; length <= Math.Min(end.Length + 1, text.Length); length++)
            if (text[^length..].CommonPrefixLength(end) + suffix >= Math.Max(length, end.Length)) return true;
        return false;
    }
}
