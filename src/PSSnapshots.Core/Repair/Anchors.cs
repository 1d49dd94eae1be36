using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Finds where a text goes on behind damage. Brackets cannot be counted there, so the level of a place is told by its
/// indentation where the text is indented (inside JSON strings there are no line breaks), and else by whether the
/// text from there on closes as it must at that level.
/// </summary>
/// <param name="document">The text.</param>
/// <param name="kept">What was kept so far.</param>
internal sealed class Anchors(DocumentText document, KeptFields kept)
{
    // How many times the text's length may be looked at in search of a level; it is a few times in all but texts made to be hard.
    private const int MaxPasses = 64;

    private long _work;
    private int _fieldIndent = -1;
    private int _brokenAt;
    private int _refutedEntriesTo;
    private int _refutedFieldsTo;

    private ReadOnlySpan<byte> Text => document.Utf8;

    /// <summary>Notes where a field begins, for the indentation that fields have.</summary>
    public void NoteField(int at)
    {
        if (_fieldIndent < 0) _fieldIndent = IndentOf(at);
    }

    /// <summary>The indentation that entries have where that of the first is damaged; −1 where fields have none.</summary>
    public int LikelyEntryIndent => _fieldIndent > 0 ? 2 * _fieldIndent : -1;

    /// <summary>The blanks before a place in its line; −1 where something else stands before it.</summary>
    public int IndentOf(int at)
    {
        var start = at;
        while (start > 0 && Text[start - 1] is (byte)' ' or (byte)'\t') start--;
        return start > 0 && Text[start - 1] == '\n' ? at - start : -1;
    }

    /// <summary>Whether a field of the snapshot stands where an entry of a collection is expected, since a closing bracket is lost.</summary>
    public bool IsFieldInsteadOfEntry(int at, int entryIndent)
    {
        var field = RootFields.IndexOf(Text, at, out var valueAt);
        if (field < 0 || !RootFields.Shape[field].IsRequired || kept.Has(field) || !RootFields.CanBegin(field, Text, valueAt)) return false;
        if (_fieldIndent > 0 && entryIndent > _fieldIndent) return IndentOf(at) == _fieldIndent;
        return !IsExhausted && Probe(at, -1).Confirmed;
    }

    /// <summary>
    /// The field of the snapshot that stands inside a value, since the value's closing bracket is lost and it ends with
    /// the document; −1 where there is none.
    /// </summary>
    public int FieldInside(int start)
    {
        for (var at = start + 1; at < Text.Length; at++)
        {
            var next = Text[at..].IndexOf((byte)'"');
            if (next < 0) break;
            at += next;
            var field = RootFields.IndexOf(Text, at, out var valueAt);
            if (field < 0 || !RootFields.Shape[field].IsRequired || kept.Has(field) || !RootFields.CanBegin(field, Text, valueAt)) continue;
            if (_fieldIndent > 0 ? IndentOf(at) == _fieldIndent : !IsExhausted && Probe(at, -1).Confirmed) return at;
        }
        return -1;
    }

    /// <summary>The first place not before another from which the text can be read on.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="collection">The field in whose entries the damage is; −1 where it is between fields.</param>
    /// <param name="entryIndent">The indentation of the collection's entries; −1 where it has none.</param>
    /// <param name="valueAt">Where the value begins that is damaged: behind one that is only cut there is nothing; −1 for none.</param>
    /// <param name="onlyKnownFields">Whether fields are to have a name that the format knows, whatever their indentation.</param>
    public Anchor Next(int from, int collection, int entryIndent, int valueAt = -1, bool onlyKnownFields = false)
    {
        if (valueAt >= 0 && JsonUnit.IsCut(Text, valueAt)) return new Anchor(AnchorKind.End, Text.Length);
        _brokenAt = valueAt >= 0 ? JsonUnit.FailureOf(Text, valueAt) : -1;
        var isIndented = _fieldIndent > 0;
        var hasIndentedEntries = isIndented && entryIndent > _fieldIndent;
        _refutedEntriesTo = 0;
        for (var at = from; at < Text.Length; at++)
        {
            var next = Text[at..].IndexOfAny((byte)'"', (byte)'{');
            if (next < 0) break;
            at += next;
            var indent = isIndented ? IndentOf(at) : -1;
            if (collection >= 0 && (Text[at] == '"') == RootFields.IsMap(collection))
            {
                if (hasIndentedEntries ? indent == entryIndent && (Text[at] == '{' || JsonUnit.AfterName(Text, at) >= 0) : IsEntry(at, collection))
                    return new Anchor(AnchorKind.Entry, at);
            }
            if (Text[at] == '"' && (isIndented ? indent == _fieldIndent && IsNamed(at, onlyKnownFields) : IsField(at)))
                return new Anchor(AnchorKind.Field, at);
        }
        return new Anchor(AnchorKind.End, Text.Length);
    }

    private bool IsNamed(int at, bool onlyKnownFields)
    {
        var field = RootFields.IndexOf(Text, at, out var valueAt);
        return field >= 0 ? !kept.Has(field) && RootFields.CanBegin(field, Text, valueAt) : valueAt >= 0 && !onlyKnownFields;
    }

    private bool IsField(int at)
    {
        if (at < _refutedFieldsTo || IsExhausted) return false;
        var field = RootFields.IndexOf(Text, at, out var valueAt);
        if (field < 0 || kept.Has(field) || !RootFields.CanBegin(field, Text, valueAt)) return false;
        var probe = Probe(at, -1);
        if (probe.Refuted) _refutedFieldsTo = probe.SkipTo;
        // The other fields have names that entries have fields of, too.
        var isTelling = RootFields.Shape[field].IsRequired && Text[valueAt] is (byte)'{' or (byte)'[';
        return probe.Confirmed || (isTelling && at >= _brokenAt && !probe.Refuted);
    }

    private bool IsEntry(int at, int collection)
    {
        if (at < _refutedEntriesTo || IsExhausted) return false;
        var start = RootFields.IsMap(collection) ? JsonUnit.AfterName(Text, at) : at;
        if (start < 0) return false;
        var end = JsonUnit.AfterValue(Text, start, out var reached);
        _work += reached - at;
        if (end < 0 || UnitCheck.Failure(document, start, end, RootFields.EntryKind(collection)) is not null) return false;
        var probe = Probe(at, collection);
        if (probe.Confirmed) return true;
        // Before the place where the entry broke, what looks like an entry is a part of it.
        var isEvident = at >= _brokenAt && !probe.Refuted && (probe.HasFieldBehind || RootFields.HasTellingEntries(collection));
        if (!isEvident) _refutedEntriesTo = probe.SkipTo;
        return isEvident;
    }

    private bool IsExhausted => _work > (long)MaxPasses * Text.Length;

    private LevelProbe Probe(int at, int collection)
    {
        var probe = LevelProbe.At(Text, at, collection, kept);
        _work += probe.Reached - at;
        return probe;
    }
}
