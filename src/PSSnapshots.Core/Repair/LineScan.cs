using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// The fields and entries of an indented document, found by the indentation of their lines. JSON strings have no line breaks, so the
/// indentation gives the depth of a line whatever is damaged before or after it.
/// </summary>
internal ref struct LineScan
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly int _fieldIndent;
    private readonly List<ItemStart> _items = [];

    private LineScan(DocumentText document)
    {
        _json = document.Utf8;
        var indent = IndentOfFirstLine(document);
        _fieldIndent = FieldIndent(indent);
        if (_fieldIndent > 0) FindItems(entryIndent: _fieldIndent + _fieldIndent - indent);
    }

    /// <summary>Returns the items in document order; <see langword="null"/> if the fields are not on lines of their own.</summary>
    public static List<ItemStart>? Find(DocumentText document)
    {
        var scan = new LineScan(document);
        return scan.HasFields() ? scan.WithEntriesOnOneLine() : null;
    }

    /// <summary>Returns the smallest indentation of a line that begins with a name, which must be larger than that of the object's own brackets; 0 if there is none.</summary>
    private readonly int FieldIndent(int indent)
    {
        var smallest = int.MaxValue;
        for (var line = NextLine(0); line >= 0; line = NextLine(line))
        {
            var start = AfterIndent(_json, line);
            if (start - line > indent && start - line < smallest && IsIntact(line, start) && JsonSkip.AfterName(_json, start) >= 0) smallest = start - line;
        }
        return smallest == int.MaxValue ? 0 : smallest;
    }

    private readonly void FindItems(int entryIndent)
    {
        for (var line = NextLine(0); line >= 0; line = NextLine(line))
        {
            var start = AfterIndent(_json, line);
            var isEntry = start - line == entryIndent;
            if ((!isEntry && start - line != _fieldIndent) || !IsIntact(line, start)) continue;
            if ((isEntry && _json[start] == '{') || JsonSkip.AfterName(_json, start) >= 0) _items.Add(new ItemStart(start, isEntry ? 2 : 1));
        }
    }

    /// <summary>Returns true if at least half of the lines that have the indentation of fields have names of fields.</summary>
    private readonly bool HasFields()
    {
        int fields = 0, known = 0;
        foreach (var item in _items)
        {
            if (item.Depth == 2) continue;
            fields++;
            if (SnapshotFields.IsFieldOrEnvelopeMember(_json, item.Offset)) known++;
        }
        return fields > 0 && 2 * known >= fields;
    }

    /// <summary>Adds the entries of collections whose entries are not on lines of their own.</summary>
    private readonly List<ItemStart> WithEntriesOnOneLine()
    {
        var items = new List<ItemStart>(_items.Count);
        uint seen = 0;
        for (var i = 0; i < _items.Count; i++)
        {
            items.Add(_items[i]);
            var next = i + 1 < _items.Count ? _items[i + 1] : new ItemStart(_json.Length, 1);
            if (_items[i].Depth == 2 || next.Depth == 2) continue;
            var field = SnapshotFields.IndexOf(_json, _items[i].Offset, out var start);
            if (field < 0 || (seen & (1u << field)) != 0 || !SnapshotFields.IsCollection(field)) continue;
            seen |= 1u << field;
            foreach (var entry in new ForwardScan(_json[start..next.Offset]).Items)
                if (entry.Depth == 1) items.Add(new ItemStart(start + entry.Offset, 2));
        }
        return items;
    }

    /// <summary>Returns false for a line that is empty or follows trailing white space: its line break may be a damaged byte.</summary>
    private readonly bool IsIntact(int line, int start) =>
        start < _json.Length && _json[start] is not ((byte)'\n' or (byte)'\r') && (line < 2 || _json[line - 2] is not ((byte)' ' or (byte)'\t'));

    private readonly int NextLine(int from)
    {
        var found = _json[from..].IndexOf((byte)'\n');
        return found < 0 ? -1 : from + found + 1;
    }

    private static int IndentOfFirstLine(DocumentText document)
    {
        var line = new ReadOnlySpan<byte>(document.Buffer, 0, document.Start).LastIndexOf((byte)'\n') + 1;
        return AfterIndent(document.Buffer, line) - line;
    }

    private static int AfterIndent(ReadOnlySpan<byte> json, int line)
    {
        while (line < json.Length && json[line] is (byte)' ' or (byte)'\t') line++;
        return line;
    }
}
