using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Finds the fields and entries of a text from its start to where its brackets cannot be trusted any more: where it is
/// no JSON, where a field of the snapshot stands among entries (a closing bracket was lost before it), and where the
/// snapshot ends before the text does (one was gained).
/// </summary>
internal sealed class ForwardScan
{
    private readonly byte[] _buffer;
    private readonly int _start;
    private readonly int _length;
    private readonly List<Unit> _units = [];
    private uint _seen;

    private ForwardScan(DocumentText document)
    {
        _buffer = document.Buffer;
        _start = document.Start;
        _length = document.Utf8.Length;
    }

    /// <summary>The fields, each before its entries; what is not whole has no end.</summary>
    public List<Unit> Units => _units;

    /// <summary>Whether the text is one JSON object, and nothing else.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The place behind which units found from the text's end are at the level that they seem to be at.</summary>
    public int ResumeAfter { get; private set; } = -1;

    private ReadOnlySpan<byte> Text => new(_buffer, _start, _length);

    /// <summary>Goes through a text.</summary>
    public static ForwardScan Of(DocumentText document)
    {
        var scan = new ForwardScan(document);
        var at = JsonGrammar.AfterBlanks(scan.Text, 0);
        if (!JsonUnit.Is(scan.Text, at, '{')) return scan;
        var end = JsonUnit.AfterValue(scan.Text, at);
        scan.IsWhole = end >= 0 && JsonGrammar.AfterBlanks(scan.Text, end) == scan._length;
        scan.ReadFields(at + 1);
        return scan;
    }

    /// <summary>The entries of a collection that is whole and stands in a text.</summary>
    /// <returns>The entries as far as they are whole.</returns>
    public static List<Unit> EntriesOf(DocumentText document, int field, int opener)
    {
        var scan = new ForwardScan(document) { IsWhole = true };
        scan.ReadEntries(field, opener);
        return scan._units;
    }

    private void ReadFields(int at)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            at = JsonGrammar.AfterBlanks(Text, at);
            if (JsonUnit.Is(Text, at, '}'))
            {
                if (!IsWhole) EndEarly(JsonGrammar.AfterBlanks(Text, at + 1));
                return;
            }
            if (at == _length)
            {
                ResumeAfter = _length;
                TakeBackSwallowing();
                return;
            }
            if (!isFirst)
            {
                if (!JsonUnit.Is(Text, at, ','))
                {
                    ResumeAfter = at;
                    return;
                }
                at = JsonGrammar.AfterBlanks(Text, at + 1);
            }
            at = ReadField(at);
            if (at < 0) return;
        }
    }

    private int ReadField(int at)
    {
        var field = RootFields.IndexOf(Text, at, out var valueAt);
        if (valueAt < 0) return StopIn(at, at);
        if (field < 0) field = RootFields.Like(Text, at, valueAt, RootFields.Shape.RequiredBits & ~_seen);
        var canBegin = field >= 0 && RootFields.CanBegin(field, Text, valueAt);
        if (canBegin) _seen |= 1u << field;
        var index = _units.Count;
        _units.Add(new Unit(1, at, valueAt, -1));
        var isCollection = canBegin && RootFields.IsCollection(field);
        var end = isCollection ? ReadEntries(field, valueAt) : JsonUnit.AfterValue(Text, valueAt);
        if (isCollection && end < 0) return -1;
        if (end < 0 || !IsFollowed(valueAt, end, '}') || (!canBegin && field >= 0 && RootFields.IsCollection(field) && !IsFollowedByName(end))) return StopIn(at, valueAt);
        _units[index] = new Unit(1, at, valueAt, end);
        return end;
    }

    private int ReadEntries(int field, int opener)
    {
        var isMap = RootFields.IsMap(field);
        var at = opener + 1;
        for (var isFirst = true; ; isFirst = false)
        {
            at = JsonGrammar.AfterBlanks(Text, at);
            if (JsonUnit.Is(Text, at, isMap ? '}' : ']')) return at + 1;
            if (!isFirst)
            {
                if (!JsonUnit.Is(Text, at, ',')) return StopIn(at, at);
                at = JsonGrammar.AfterBlanks(Text, at + 1);
            }
            var valueAt = isMap ? JsonUnit.AfterName(Text, at) : at;
            if (valueAt < 0) return StopIn(at, at);
            if (isMap && !IsWhole && RootFields.IsFieldAmong(field, Text, at, _seen)) return StopAtField(field, at);
            var end = JsonUnit.AfterValue(Text, valueAt);
            if (end < 0 || !IsFollowed(valueAt, end, isMap ? '}' : ']')) return StopIn(at, valueAt);
            _units.Add(new Unit(2, at, valueAt, end));
            at = end;
        }
    }

    /// <summary>Stops in a unit that is not whole. Behind one that is only cut there is nothing.</summary>
    private int StopIn(int start, int valueAt)
    {
        ResumeAfter = JsonUnit.IsCut(Text, valueAt) ? _length : start;
        return -1;
    }

    /// <summary>Stops at a field among entries. The entry before it may have lost its bracket, and hold all entries behind its own.</summary>
    private int StopAtField(int collection, int at)
    {
        ResumeAfter = at - 1;
        if (_units[^1] is not { Depth: 2 } last || Text[last.ValueAt] != '{') return -1;
        if (RootFields.Shape[collection].Kind == FieldKind.StepResults)
        {
            var swallowed = Members.FirstStepIn(Text, last.ValueAt);
            if (swallowed < 0) return -1;
            ResumeAfter = swallowed - 1;
        }
        _units.RemoveAt(_units.Count - 1);
        return -1;
    }

    /// <summary>A text that ends behind a field is cut there, or the field has lost a bracket and holds those behind it.</summary>
    private void TakeBackSwallowing()
    {
        var index = _units.FindLastIndex(unit => unit.Depth == 1);
        if (index < 0 || index != _units.Count - 1 || _units[index] is not { End: >= 0 } last || Text[last.ValueAt] != '{') return;
        var swallowed = Members.FirstFieldIn(Text, last.ValueAt, _seen);
        if (swallowed < 0) return;
        _units[index] = last with { End = -1 };
        ResumeAfter = swallowed - 1;
    }

    /// <summary>The snapshot has ended where the text goes on: the last fields may be entries of a collection that was closed too early.</summary>
    private void EndEarly(int rest)
    {
        ResumeAfter = rest - 1;
        if (Text[rest] is not ((byte)',' or (byte)'}' or (byte)']')) return;
        while (_units.Count > 0 && _units[^1] is { Depth: 1 } last && !IsRequiredField(last))
        {
            ResumeAfter = last.Start - 1;
            _units.RemoveAt(_units.Count - 1);
        }
        var closed = _units.FindLastIndex(unit => unit.Depth == 1);
        if (closed >= 0) _units[closed] = RootFields.IndexOf(Text, _units[closed].Start, out _) is >= 0 and var field && RootFields.IsCollection(field) ? _units[closed] with { End = -1 } : _units[closed];
    }

    private bool IsRequiredField(Unit unit) =>
        RootFields.IndexOf(Text, unit.Start, out _) is >= 0 and var field && RootFields.Shape[field].IsRequired && RootFields.CanBegin(field, Text, unit.ValueAt);

    /// <summary>Whether no entries follow a value, which then is the first of them.</summary>
    private bool IsFollowedByName(int end)
    {
        var at = JsonGrammar.AfterBlanks(Text, end);
        return !JsonUnit.Is(Text, at, ',') || JsonUnit.Is(Text, JsonGrammar.AfterBlanks(Text, at + 1), '"');
    }

    /// <summary>Whether a value ends where it seems to: with what separates it from the next, or with a text that can end with it.</summary>
    private bool IsFollowed(int start, int end, char closer)
    {
        var at = JsonGrammar.AfterBlanks(Text, end);
        return at == _length ? !(Text[start] is (byte)'-' or (>= (byte)'0' and <= (byte)'9')) : Text[at] == ',' || Text[at] == closer;
    }
}
