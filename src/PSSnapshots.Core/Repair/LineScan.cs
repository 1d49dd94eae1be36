using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Finds the fields and entries of an indented text by their indentation: inside JSON strings there are no line breaks,
/// so a line's blanks tell its level whatever is damaged elsewhere.
/// </summary>
internal sealed class LineScan
{
    private readonly DocumentText _document;
    private readonly int _fieldIndent;
    private readonly int _entryIndent;
    private readonly List<(int At, bool IsEntry, bool Closes)> _lines = [];

    private LineScan(DocumentText document, int fieldIndent, int entryIndent)
    {
        _document = document;
        _fieldIndent = fieldIndent;
        _entryIndent = entryIndent;
    }

    private ReadOnlySpan<byte> Text => _document.Utf8;

    /// <summary>Whether most of the lines that are taken for fields have names of such.</summary>
    private bool HasFields
    {
        get
        {
            var fields = _lines.Where(line => !line.IsEntry && !line.Closes).ToList();
            return fields.Count > 0 && 2 * fields.Count(line => RootFields.IsKnown(Text, line.At)) >= fields.Count;
        }
    }

    /// <summary>Gives the units of a text, in its order; nothing where its fields do not stand in lines of their own.</summary>
    /// <param name="document">The text.</param>
    /// <param name="indent">The indentation of the object's own brackets.</param>
    public static List<Unit>? Of(DocumentText document, int indent)
    {
        var fieldIndent = FieldIndentOf(document.Utf8, indent);
        if (fieldIndent < 0) return null;
        var scan = new LineScan(document, fieldIndent, fieldIndent + fieldIndent - indent);
        scan.FindLines();
        return scan.HasFields ? scan.ReadUnits() : null;
    }

    /// <summary>The indentation that the fields of a text have: the least that a line with a name has; −1 where no line has one.</summary>
    public static int FieldIndentOf(ReadOnlySpan<byte> json, int indent)
    {
        var least = int.MaxValue;
        for (var line = NextLine(json, 0); line >= 0; line = NextLine(json, line))
        {
            var at = AfterIndent(json, line);
            if (at - line > indent && at - line < least && JsonUnit.Is(json, at, '"') && IsPlain(json, line) && JsonUnit.AfterName(json, at) >= 0) least = at - line;
        }
        return least == int.MaxValue ? -1 : least;
    }

    private static int NextLine(ReadOnlySpan<byte> json, int from)
    {
        var found = from < json.Length ? json[from..].IndexOf((byte)'\n') : -1;
        return found < 0 ? -1 : from + found + 1;
    }

    /// <summary>Whether a line has blanks and something behind them, and the one before it does not end with blanks: else a line break is damage.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> json, int line)
    {
        var at = AfterIndent(json, line);
        return at < json.Length && json[at] is not ((byte)'\n' or (byte)'\r') && (line < 2 || json[line - 2] is not ((byte)' ' or (byte)'\t'));
    }

    private static int AfterIndent(ReadOnlySpan<byte> json, int line)
    {
        while (line < json.Length && json[line] is (byte)' ' or (byte)'\t') line++;
        return line;
    }

    private void FindLines()
    {
        for (var line = NextLine(Text, 0); line >= 0; line = NextLine(Text, line))
        {
            var at = AfterIndent(Text, line);
            if ((at - line != _fieldIndent && at - line != _entryIndent) || !IsPlain(Text, line)) continue;
            var isEntry = at - line == _entryIndent;
            var closes = Text[at] is (byte)'}' or (byte)']' && ClosesLine(at);
            if (closes || (isEntry && Text[at] == '{') || (Text[at] == '"' && JsonUnit.AfterName(Text, at) >= 0)) _lines.Add((at, isEntry, closes));
        }
    }

    private bool ClosesLine(int at)
    {
        if (JsonUnit.Is(Text, at + 1, ',')) at++;
        return at + 1 >= Text.Length || Text[at + 1] is (byte)'\n' or (byte)'\r';
    }

    private List<Unit> ReadUnits()
    {
        var units = new List<Unit>();
        for (var i = 0; i < _lines.Count; i++)
        {
            var (at, isEntry, closes) = _lines[i];
            if (closes) continue;
            if (isEntry)
            {
                var valueAt = Text[at] == '"' ? JsonUnit.AfterName(Text, at) : at;
                if (EndOf(valueAt, LimitOf(i + 1, anyLevel: true)) is >= 0 and var end) units.Add(new Unit(2, at, valueAt, end));
                continue;
            }
            ReadField(i, at, units);
        }
        return units;
    }

    private void ReadField(int index, int at, List<Unit> units)
    {
        var field = RootFields.IndexOf(Text, at, out var valueAt);
        var limit = LimitOf(index + 1, anyLevel: false);
        var next = index + 1 < _lines.Count ? _lines[index + 1] : default;
        var hasEntryLines = next.At > 0 && next.IsEntry;
        var isCollection = field < 0 ? hasEntryLines : RootFields.IsCollection(field) && (hasEntryLines || RootFields.CanBegin(field, Text, valueAt));
        // Without its bracket a collection's first entry seems to be its value.
        var end = field >= 0 && hasEntryLines && isCollection && !RootFields.CanBegin(field, Text, valueAt) ? -1 : EndOf(valueAt, limit);
        if (!isCollection || (field < 0 && end >= 0))
        {
            units.Add(new Unit(1, at, valueAt, end));
            return;
        }
        var close = index + 1;
        while (close < _lines.Count && _lines[close].IsEntry) close++;
        if (field >= 0 && hasEntryLines && end != _lines[close < _lines.Count ? close : close - 1].At + 1 && close < _lines.Count && _lines[close].Closes) end = _lines[close].At + 1;
        units.Add(new Unit(1, at, valueAt, end));
        if (field >= 0 && !hasEntryLines && RootFields.CanBegin(field, Text, valueAt)) units.AddRange(ForwardScan.EntriesOf(_document.Part(0, limit), field, valueAt));
    }

    /// <summary>Where the next line begins that is another unit's.</summary>
    private int LimitOf(int index, bool anyLevel)
    {
        for (; index < _lines.Count; index++)
            if (!_lines[index].Closes && (anyLevel || !_lines[index].IsEntry)) return _lines[index].At;
        return Text.Length;
    }

    /// <summary>The end of a value that is whole and stands alone before a place, or −1.</summary>
    private int EndOf(int valueAt, int limit)
    {
        var end = JsonUnit.AfterValue(Text[..limit], valueAt);
        if (end < 0) return -1;
        var next = JsonGrammar.AfterBlanks(Text, end);
        if (next == Text.Length) return Text[valueAt] is (byte)'-' or (>= (byte)'0' and <= (byte)'9') ? -1 : end;
        return next >= limit || Text[next] is (byte)',' or (byte)'}' or (byte)']' ? end : -1;
    }
}
