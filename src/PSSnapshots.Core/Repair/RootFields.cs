using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>What is known of the fields of a snapshot before their values are looked at.</summary>
internal static class RootFields
{
    public static EntryShape Shape => EntryShape.Snapshot;

    /// <summary>Whether a field holds entries, of which single ones can be lost.</summary>
    public static bool IsCollection(int field) => IsMap(field)
        || Shape[field].Kind is FieldKind.Events or FieldKind.ExecutionGraph or FieldKind.Logs;

    /// <summary>Whether a field holds entries by name.</summary>
    public static bool IsMap(int field) =>
        Shape[field].Kind is FieldKind.StepResults or FieldKind.SuspendedPaths or FieldKind.Context or FieldKind.TypeNotes;

    /// <summary>Whether entries have fields of their own by which they are known without the collection's name.</summary>
    public static bool HasTellingEntries(int field) => Shape[field].Kind is FieldKind.StepResults or FieldKind.Events or FieldKind.Logs;

    /// <summary>What an entry of a collection is checked as.</summary>
    public static FieldKind EntryKind(int field) => Shape[field].Kind switch
    {
        FieldKind.TypeNotes => FieldKind.Text,
        FieldKind.Context => FieldKind.Any,
        var kind => kind,
    };

    /// <summary>Whether a value may be the field's, as far as its first character tells.</summary>
    public static bool CanBegin(int field, ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length) return false;
        var first = (char)json[at];
        return Shape[field].Kind switch
        {
            FieldKind.Any => true,
            FieldKind.Time or FieldKind.Count => first == '-' || char.IsAsciiDigit(first),
            FieldKind.Path => first == '[',
            _ when IsMap(field) => first == '{',
            _ when IsCollection(field) => first == '[',
            _ => first == '"',
        };
    }

    /// <summary>The field whose name stands at a place, or −1.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">Where the name's quote stands.</param>
    /// <param name="valueAt">Where the value stands; −1 where no name and colon are there.</param>
    public static int IndexOf(ReadOnlySpan<byte> json, int at, out int valueAt)
    {
        valueAt = JsonUnit.AfterName(json, at);
        if (valueAt < 0) return -1;
        var name = json[(at + 1)..(JsonGrammar.AfterString(json, at, out var isEscaped) - 1)];
        return Shape.IndexOf(isEscaped ? System.Text.Encoding.UTF8.GetBytes(JsonText.Unescape(name)) : name);
    }

    /// <summary>Whether the name of a field stands at a place, or one that an envelope has.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> json, int at)
    {
        if (IndexOf(json, at, out var valueAt) >= 0) return true;
        return valueAt >= 0 && (json[at..].StartsWith("\"snapshot\""u8) || json[at..].StartsWith("\"data\""u8) || json[at..].StartsWith("\"createdAt\""u8) || json[at..].StartsWith("\"size\""u8));
    }

    /// <summary>Whether a member may be a field that was not seen, by its name and the first character of its value.</summary>
    public static bool IsUnseen(ReadOnlySpan<byte> json, int at, uint seen) =>
        IndexOf(json, at, out var valueAt) is >= 0 and var field && (seen & (1u << field)) == 0 && CanBegin(field, json, valueAt);

    /// <summary>Whether a member that stands among the entries of a collection may be a field, and no entry.</summary>
    public static bool IsFieldAmong(int collection, ReadOnlySpan<byte> json, int at, uint seen) =>
        IsUnseen(json, at, seen) && !(Shape[collection].Kind == FieldKind.StepResults && JsonUnit.Is(json, JsonUnit.AfterName(json, at), '{'));

    /// <summary>The one of some fields whose name a field has but for one byte, or −1.</summary>
    public static int Like(ReadOnlySpan<byte> json, int at, int valueAt, uint among)
    {
        var name = json[(at + 1)..(JsonGrammar.AfterString(json, at, out _) - 1)];
        for (var field = 0; field < Shape.Count; field++)
        {
            if ((among & (1u << field)) != 0 && Differences(name, Shape[field].Utf8Name) <= 1 && CanBegin(field, json, valueAt)) return field;
        }
        return -1;
    }

    /// <summary>The one of some collections whose name and opening bracket stand right before its first entry but for one byte, or −1.</summary>
    public static int LikeBefore(ReadOnlySpan<byte> json, int entry, uint among)
    {
        var before = json[..entry].TrimEnd(" \t\r\n"u8);
        if (before.Length == 0) return -1;
        for (var field = 0; field < Shape.Count; field++)
        {
            if ((among & (1u << field)) == 0 || !IsCollection(field)) continue;
            var damage = before[^1] == (IsMap(field) ? '{' : '[') ? 0 : 1;
            byte[] name = [(byte)'"', .. Shape[field].Utf8Name, (byte)'"', (byte)':'];
            if (damage + Differences(Last(before[..^1], name.Length), name) <= 1
                || (before[..^1] is [.., (byte)' '] && damage + Differences(Last(before[..^2], name.Length), name) <= 1)) return field;
        }
        return -1;
    }

    private static ReadOnlySpan<byte> Last(ReadOnlySpan<byte> text, int length) => text[Math.Max(0, text.Length - length)..];

    private static int Differences(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length != other.Length) return int.MaxValue / 2;
        var differences = 0;
        for (var i = 0; i < one.Length; i++)
            if (one[i] != other[i]) differences++;
        return differences;
    }
}
