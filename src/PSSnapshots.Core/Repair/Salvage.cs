using System.Buffers;
using System.Text.Unicode;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>Divides a damaged document into pieces that are complete, and ranges that are lost.</summary>
internal sealed class Salvage
{
    private static readonly SearchValues<byte> Separators = SearchValues.Create(" \t\r\n,{}[]"u8);

    private readonly DocumentText _document;
    private readonly List<ItemStart> _items;
    private readonly uint _missing;
    private uint _found;
    private uint _collections;

    // The collection that the next entry belongs to, the index of that entry, and whether something before it was lost.
    private int _collection = -1;
    private int _index;
    private bool _followsGap;
    private int _end;

    public Salvage(DocumentText document)
    {
        _document = document;
        _items = ItemScan.Find(document);
        _missing = SnapshotFields.Shape.RequiredBits;
        foreach (var item in _items)
            if (item.Depth == 1 && SnapshotFields.IndexOf(Text, item.Offset, out _) is >= 0 and var field) _missing &= ~(1u << field);
        Read();
        if (!MayBeEnvelope) Enclosed = null;
    }

    /// <summary>The complete pieces, in document order. Their content is not checked yet.</summary>
    public List<Piece> Pieces { get; } = [];

    /// <summary>What is lost, in document order.</summary>
    public List<LostRange> Lost { get; } = [];

    /// <summary>The snapshot in this document, if the document is an envelope.</summary>
    public EnclosedSnapshot? Enclosed { get; private set; }

    /// <summary>Whether the document has any field of a snapshot.</summary>
    public bool HasFields => _found != 0;

    private ReadOnlySpan<byte> Text => _document.Utf8;

    private string CollectionPath => _collection < 0 ? "" : JsonPointer.Append("", SnapshotFields.Shape[_collection].Name);

    private bool MayBeEnvelope => (_found & SnapshotFields.Shape.RequiredBits & ~SnapshotFields.EnvelopeBits) == 0;

    /// <summary>Returns the names of the required fields that have no piece.</summary>
    public IEnumerable<string> MissingFields() => SnapshotFields.Shape.Missing(Pieces.Aggregate(
        _collections, (found, piece) => piece.Field < 0 ? found : found | (1u << piece.Field)));

    /// <summary>Returns the string value of a field, or <see langword="null"/> if it was not found.</summary>
    public string? TextOf(string name, out LostRange range)
    {
        range = default;
        var piece = Pieces.Find(piece => piece.Path == "/" + name);
        if (piece.Path is null || Text[piece.ValueStart] != '"') return null;
        range = new LostRange(piece.Start, piece.End, piece.Path, "");
        return JsonText.Unescape(Text[(piece.ValueStart + 1)..(piece.End - 1)]);
    }

    private void Read()
    {
        for (var i = 0; i < _items.Count; i++)
        {
            if (_items[i].Offset < _end) continue;
            LoseUntil(_items[i].Offset);
            if (_items[i].Depth == 2) ReadEntry(i);
            else ReadField(i);
        }
        LoseUntil(Text.Length);
    }

    private void ReadField(int index)
    {
        var start = _items[index].Offset;
        var field = SnapshotFields.IndexOf(Text, start, out var value);
        if (value < 0) return;
        if (field < 0) field = SnapshotFields.SimilarBefore(Text, value + 1, _missing & ~_found);
        var name = field >= 0 ? SnapshotFields.Shape[field].Name : NameAt(start);
        var end = EndOf(value, LimitOf(index + 1, depth: 1));
        var piece = new Piece(field, IsEntry: false, start, value, end, JsonPointer.Append("", name));
        (_collection, _index, _followsGap) = (-1, 0, false);
        if (field < 0) ReadUnknown(piece, name, LimitOf(index + 1, depth: 1));
        else if ((_found & (1u << field)) != 0) Lose(piece with { End = end < 0 ? value : end }, $"Duplicate field '{name}'. The first one was kept.");
        else if (SnapshotFields.IsCollection(field) && !IsWholeValue(piece)) BeginCollection(piece);
        else if (end >= 0) Keep(piece);
    }

    private void ReadUnknown(Piece piece, string name, int limit)
    {
        if (name is "snapshot" or "data" && Enclosed is null && MayBeEnvelope && Text[piece.ValueStart..] is [(byte)'"' or (byte)'{', ..])
        {
            Enclosed = new EnclosedSnapshot(_document, piece.Path, piece.ValueStart, piece.End, limit);
            _end = Enclosed.End;
        }
        else if (piece.End >= 0)
        {
            Keep(piece);
        }
    }

    /// <summary>Returns true if a field has a complete value of the wrong type. Without its opening bracket, a collection seems to have its first entry as its value.</summary>
    private bool IsWholeValue(Piece piece)
    {
        if (piece.End < 0 || SnapshotFields.CanBegin(piece.Field, Text, piece.ValueStart)) return false;
        var next = JsonGrammar.AfterBlanks(Text, piece.End);
        return !JsonSkip.Is(Text, next, ',') || JsonSkip.Is(Text, JsonGrammar.AfterBlanks(Text, next + 1), '"');
    }

    private void BeginCollection(Piece piece)
    {
        ReportDamagedName(piece);
        _collection = piece.Field;
        MarkCollection(piece.Field);
        _end = SnapshotFields.CanBegin(piece.Field, Text, piece.ValueStart) ? piece.ValueStart + 1 : piece.ValueStart;
    }

    private void MarkCollection(int field)
    {
        _found |= 1u << field;
        _collections |= 1u << field;
    }

    private void ReadEntry(int index)
    {
        var start = _items[index].Offset;
        var value = JsonSkip.Is(Text, start, '"') ? JsonSkip.AfterName(Text, start) : start;
        var entry = new Piece(_collection, IsEntry: true, start, value, EndOf(value, LimitOf(index + 1, depth: 2)), "");
        if (entry.End < 0) return;
        if (_collection < 0 || _followsGap)
        {
            var collection = FindCollection(entry);
            if (collection < 0)
            {
                Lose(entry, "The collection that this entry belongs to is not known.");
                return;
            }
            _followsGap = false;
            if (collection != _collection) BeginUnnamedCollection(collection, start);
        }
        entry = entry with { Field = _collection, Path = value > start ? JsonPointer.Append(CollectionPath, NameAt(start)) : JsonPointer.Append(CollectionPath, _index) };
        _index++;
        if (value > start == SnapshotFields.IsMap(_collection)) Keep(entry);
        else Lose(entry, value > start ? "An entry of this collection has no name." : "An entry of this collection must have a name.");
    }

    /// <summary>Returns the collection of an entry that follows lost bytes, which may have had the end of one collection and the name of the next; −1 if it is not known.</summary>
    private int FindCollection(Piece entry)
    {
        var missing = _missing & ~_found;
        var before = Text[..entry.Start].TrimEnd(" \t\r\n"u8).Length;
        var named = before == 0 ? -1 : SnapshotFields.SimilarBefore(Text, before, missing);
        if (named >= 0) return named;
        var fits = Fits(_collection, entry);
        if (fits && SnapshotFields.HasDistinctEntries(_collection)) return _collection;
        for (var field = 0; field < SnapshotFields.Shape.Count; field++)
        {
            if ((missing & (1u << field)) == 0 || !Fits(field, entry)) continue;
            if (SnapshotFields.HasDistinctEntries(field)) return field;
            fits = false;
        }
        return fits ? _collection : -1;
    }

    private bool Fits(int field, Piece entry) => field >= 0 && KeptDocument.IsValidEntry(_document, entry with { Field = field });

    private void BeginUnnamedCollection(int field, int start)
    {
        (_collection, _index) = (field, 0);
        MarkCollection(field);
        Lost.Add(new LostRange(start, start, CollectionPath, "The name of this collection is damaged. Its entries were recognized by their content."));
    }

    private void Keep(Piece piece)
    {
        var invalid = _document.Part(piece.Start, piece.End - piece.Start).FirstInvalidByte();
        if (invalid >= 0)
        {
            Lose(piece, $"The byte 0x{Text[piece.Start + invalid]:X2} is not valid UTF-8.");
            return;
        }
        if (!piece.IsEntry) ReportDamagedName(piece);
        if (piece is { IsEntry: false, Field: >= 0 }) _found |= 1u << piece.Field;
        Pieces.Add(piece);
        _end = piece.End;
    }

    private void Lose(Piece piece, string reason)
    {
        Lost.Add(new LostRange(piece.Start, piece.End, piece.Path, reason));
        _end = piece.End;
    }

    private void ReportDamagedName(Piece piece)
    {
        if (JsonPointer.Append("", NameAt(piece.Start)) != piece.Path) Lost.Add(new LostRange(piece.Start, piece.ValueStart, piece.Path, "The name is damaged. The value was kept."));
    }

    /// <summary>Reports the bytes up to an offset as lost, unless they are only separators.</summary>
    private void LoseUntil(int end)
    {
        var start = _end;
        _end = end;
        var separators = start < end ? Text[start..end].IndexOfAnyExcept(Separators) : -1;
        if (separators < 0) return;
        var isOutside = _collection < 0 || Text.Slice(start, separators).ContainsAny((byte)'}', (byte)']');
        var path = isOutside ? "" : CollectionPath;
        start += separators;
        end = start + Text[start..end].TrimEnd(" \t\r\n,"u8).Length;
        if ((isOutside || SnapshotFields.IsMap(_collection)) && JsonSkip.AfterName(Text, start) >= 0) path = JsonPointer.Append(path, NameAt(start));
        else if (!isOutside) path = JsonPointer.Append(path, _index++);
        Lost.Add(new LostRange(start, end, path, Reason(start, end)));
        _followsGap = true;
    }

    private string Reason(int start, int end)
    {
        var lost = Text[start..end];
        if (lost.Contains((byte)0)) return $"It has {lost.Count((byte)0)} zero bytes, as a system crash leaves them.";
        if (!Utf8.IsValid(lost)) return "It has bytes that are not valid UTF-8.";
        return Text[end..].IndexOfAnyExcept(" \t\r\n,"u8) < 0
            ? "The document ends before it is complete, or is damaged up to its end."
            : "It is not valid JSON, or the field that it belongs to is not known.";
    }

    /// <summary>Returns the offset after a value that is complete before a limit; −1 if there is none.</summary>
    private int EndOf(int value, int limit)
    {
        var end = JsonSkip.AfterValue(Text[..limit], value, SnapshotFields.MaxItemDepth);
        if (end < 0) return -1;
        var next = JsonGrammar.AfterBlanks(Text, end);
        // A number at the end of a document may have lost digits.
        if (next == Text.Length) return Text[value] is (byte)'-' or (>= (byte)'0' and <= (byte)'9') ? -1 : end;
        return next >= limit || Text[next] is (byte)',' or (byte)'}' or (byte)']' ? end : -1;
    }

    /// <summary>Returns the offset of the next item that is not deeper.</summary>
    private int LimitOf(int index, int depth)
    {
        while (index < _items.Count && _items[index].Depth > depth) index++;
        return index < _items.Count ? _items[index].Offset : Text.Length;
    }

    private string NameAt(int start) => JsonText.Unescape(Text[(start + 1)..(JsonGrammar.AfterString(Text, start, out _) - 1)]);
}
