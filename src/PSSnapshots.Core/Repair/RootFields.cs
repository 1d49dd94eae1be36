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

    /// <summary>Whether entries have so many fields of their own that nothing else is taken for one.</summary>
    public static bool HasTellingEntries(int field) => Shape[field].Kind is FieldKind.Events or FieldKind.Logs;

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

    /// <summary>The required field whose name and colon stand about a place with one byte of them or of the blanks before them damaged, or −1.</summary>
    public static int IndexOfDamaged(ReadOnlySpan<byte> json, int at, out int valueAt)
    {
        // The quote may have become a blank, or a blank before it something else.
        const int MostBlanks = 10;
        for (var start = at - 1; start <= at + MostBlanks; start++)
            if (DamagedAt(json, start, out valueAt) is >= 0 and var found) return found;
        valueAt = -1;
        return -1;
    }

    private static int DamagedAt(ReadOnlySpan<byte> json, int at, out int valueAt)
    {
        for (var field = 0; (uint)at < (uint)json.Length && field < Shape.Count; field++)
        {
            var name = Shape[field].Utf8Name;
            var end = at + name.Length + 2;
            if (!Shape[field].IsRequired || end > json.Length) continue;
            var damage = (json[at] == '"' ? 0 : 1) + (json[end - 1] == '"' ? 0 : 1);
            for (var i = 0; i < name.Length && damage <= 1; i++)
                if (json[at + 1 + i] != name[i]) damage++;
            valueAt = JsonGrammar.AfterBlanks(json, end);
            var isColon = JsonUnit.Is(json, valueAt, ':');
            if (!isColon) damage++;
            // A colon may have become a blank.
            if (isColon || valueAt == end) valueAt = JsonGrammar.AfterBlanks(json, valueAt + 1);
            if (damage <= 1 && CanBegin(field, json, valueAt)) return field;
        }
        valueAt = -1;
        return -1;
    }
}
