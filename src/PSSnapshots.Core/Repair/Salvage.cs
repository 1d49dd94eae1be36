using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Goes through a damaged export once, keeps each field and each entry that is whole, and notes what lies between.
/// Whole is what is JSON, is UTF-8, and has what the format wants there.
/// </summary>
internal sealed class Salvage
{
    private readonly DocumentText _document;
    private readonly Anchors _anchors;
    private readonly List<LostRange> _lost = [];

    // Whether what comes next was found behind damage, so that no comma need stand before it.
    private bool _isResumed;

    private Salvage(DocumentText document)
    {
        _document = document;
        _anchors = new Anchors(document, Kept);
    }

    /// <summary>What was kept.</summary>
    public KeptFields Kept { get; } = new();

    /// <summary>What was lost, in the order of the text.</summary>
    public IReadOnlyList<LostRange> Lost => _lost;

    /// <summary>Where a value begins that may be the snapshot, if the text is an envelope; its name, and its end or −1.</summary>
    public (string Name, int Start, int End)? Enclosed { get; private set; }

    private ReadOnlySpan<byte> Text => _document.Utf8;

    /// <summary>Goes through a text.</summary>
    public static Salvage Of(DocumentText document)
    {
        var salvage = new Salvage(document);
        salvage.ReadFields();
        return salvage;
    }

    private void ReadFields()
    {
        var at = JsonGrammar.AfterBlanks(Text, 0);
        if (JsonUnit.Is(Text, at, '{'))
        {
            at++;
            _isResumed = true;
        }
        else
        {
            at = ResumeAtField(at, at, "");
        }
        while (true)
        {
            at = JsonGrammar.AfterBlanks(Text, at);
            if (at == Text.Length)
            {
                if (Enclosed is not (_, _, -1) && (_lost is [] || _lost[^1].End < at)) Lose(at, at, "", "The document ends before its JSON does; it may have been cut.");
                return;
            }
            if (JsonUnit.Is(Text, at, '}'))
            {
                at = JsonGrammar.AfterBlanks(Text, at + 1);
                if (at == Text.Length) return;
                at = ResumeAtField(at, at, "", onlyKnownFields: true);
                if (at == Text.Length) return;
                continue;
            }
            if (!_isResumed)
            {
                if (JsonUnit.Is(Text, at, ',')) at = JsonGrammar.AfterBlanks(Text, at + 1);
                else if (JsonUnit.AfterName(Text, at) >= 0) Lose(at, at, "", "A comma is missing here; nothing else is.");
                else at = ResumeAtField(at, at, "");
            }
            _isResumed = false;
            if (at < Text.Length) at = ReadField(at);
        }
    }

    /// <summary>Reads the field that begins here; gives the place behind it, or behind what was lost.</summary>
    private int ReadField(int at)
    {
        var field = RootFields.IndexOf(Text, at, out var valueAt);
        if (field < 0 && RootFields.IndexOfDamaged(Text, at, out var damagedAt) is >= 0 and var damaged && !Kept.Has(damaged))
        {
            (field, valueAt) = (damaged, damagedAt);
            Lose(at, valueAt, "", $"This is damaged; it was read as the name of '{RootFields.Shape[field].Name}'.");
        }
        if (valueAt < 0) return ResumeAtField(at + 1, at, "");
        _anchors.NoteField(at);
        var name = field >= 0 ? RootFields.Shape[field].Name : NameAt(at);
        var path = JsonPointer.Append("", name);
        if (field >= 0 && !Kept.Has(field) && RootFields.IsCollection(field)) return new CollectionSalvage(this, field, path).Read(at, valueAt);

        var end = JsonUnit.AfterValue(Text, valueAt);
        var isWhole = end >= 0 && IsFollowed(valueAt, end);
        if (field < 0 && name is "snapshot" or "data" && Enclosed is null && Kept.MayBeEnvelope && Text[valueAt..] is [(byte)'"' or (byte)'{', ..])
        {
            Enclosed = (name, valueAt, isWhole ? end : -1);
            // What stands behind a snapshot that is damaged cannot be told from it.
            if (!isWhole) return Text.Length;
        }
        if (!isWhole) return Resume(_anchors.Next(valueAt, -1, -1, valueAt), at, path);
        if (Text[valueAt] is (byte)'{' or (byte)'[' && JsonGrammar.AfterBlanks(Text, end) == Text.Length && _anchors.FieldInside(valueAt) is >= 0 and var inside)
            return Resume(new Anchor(AnchorKind.Field, inside), at, path);
        if (field >= 0 && Kept.Has(field)) Lose(at, end, path, $"The field '{name}' stands here twice; the first was kept.");
        else if (UnitCheck.Failure(_document, valueAt, end, field >= 0 ? RootFields.Shape[field].Kind : FieldKind.Any) is { } failure) Lose(at, end, path, failure);
        else if (field >= 0) Kept.AddValue(field, valueAt, end);
        else if (!System.Text.Unicode.Utf8.IsValid(Text[at..valueAt])) Lose(at, end, path, "Its name has bytes that are no UTF-8.");
        else if (!Kept.TryAddUnknown(name, at, end)) Lose(at, end, path, $"The field '{name}' stands here twice; the first was kept.");
        return end;
    }

    private int ResumeAtField(int from, int lostFrom, string path, bool onlyKnownFields = false) =>
        Resume(_anchors.Next(from, -1, -1, onlyKnownFields: onlyKnownFields), lostFrom, path);

    /// <summary>Notes what lies before an anchor as lost, and goes on there.</summary>
    private int Resume(Anchor anchor, int lostFrom, string path)
    {
        if (anchor.At > lostFrom) Lose(lostFrom, anchor.At, path, ReasonOf(lostFrom, anchor.At));
        _isResumed = true;
        return anchor.At;
    }

    private void Lose(int start, int end, string path, string reason) => _lost.Add(new LostRange(start, end, path, reason));

    /// <summary>A name as text, which its quote begins.</summary>
    private string NameAt(int at) => JsonText.Unescape(Text[(at + 1)..(JsonGrammar.AfterString(Text, at, out _) - 1)]);

    private string ReasonOf(int start, int end)
    {
        var lost = Text[start..end];
        if (!System.Text.Unicode.Utf8.IsValid(lost)) return "It has bytes that are no UTF-8.";
        if (lost.Contains((byte)0)) return $"It has {lost.Count((byte)0)} zero bytes, as a crash of the system leaves them.";
        return end == Text.Length ? "The document ends before it does, or it is damaged up to the document's end." : "It is no JSON.";
    }

    /// <summary>
    /// Whether behind a value stands what can stand behind one. A string that damage has cut short is followed by what
    /// was its text, and a number at the end may go on.
    /// </summary>
    private bool IsFollowed(int start, int end)
    {
        if (Text[start] is (byte)'{' or (byte)'[') return true;
        var at = JsonGrammar.AfterBlanks(Text, end);
        if (at == Text.Length) return Text[start] == '"';
        switch (Text[at])
        {
            case (byte)'}':
                at = JsonGrammar.AfterBlanks(Text, at + 1);
                return at == Text.Length || Text[at] is (byte)',' or (byte)'}' or (byte)']';
            case (byte)',':
                at = JsonGrammar.AfterBlanks(Text, at + 1);
                return at == Text.Length || Text[at] == '"' || RootFields.IndexOfDamaged(Text, at, out _) >= 0;
            default:
                return JsonUnit.AfterName(Text, at) >= 0;
        }
    }

    /// <summary>Goes through the entries of one field.</summary>
    private readonly struct CollectionSalvage(Salvage salvage, int field, string path)
    {
        private readonly bool _isMap = RootFields.IsMap(field);

        private ReadOnlySpan<byte> Text => salvage.Text;

        /// <summary>Reads the field; gives the place behind it, or that of the next field.</summary>
        public int Read(int start, int at)
        {
            var opener = JsonGrammar.AfterBlanks(Text, at + 1);
            if (at < Text.Length && !JsonUnit.Is(Text, at, _isMap ? '{' : '[') && JsonUnit.Is(Text, opener, _isMap ? '{' : '['))
            {
                salvage.Lose(at, opener, path, "Something stands before its opening bracket; nothing else is damaged.");
                at = opener;
            }
            if (!JsonUnit.Is(Text, at, _isMap ? '{' : '['))
            {
                var end = JsonUnit.AfterValue(Text, at);
                if (end >= 0 && JsonGrammar.AfterBlanks(Text, end) is var next && (JsonUnit.Is(Text, next, ',') || JsonUnit.Is(Text, next, '}')))
                {
                    salvage.Lose(start, end, path, $"Expected {(_isMap ? "an object" : "an array")}.");
                    return end;
                }
                if (at == Text.Length) return salvage.Resume(new Anchor(AnchorKind.End, at), start, path);
            }
            salvage.Kept.Begin(field);
            return ReadEntries(at);
        }

        private int ReadEntries(int opener)
        {
            var at = opener + 1;
            var isFirst = true;
            var last = (Start: -1, Key: (string?)null, LostCount: 0);
            var first = JsonGrammar.AfterBlanks(Text, at);
            var entryIndent = first < Text.Length && Text[first] is (byte)'{' or (byte)'"' ? salvage._anchors.IndentOf(first) : salvage._anchors.LikelyEntryIndent;
            if (entryIndent < 0 && first > at) entryIndent = salvage._anchors.LikelyEntryIndent;
            if (!JsonUnit.Is(Text, opener, _isMap ? '{' : '['))
            {
                at = opener;
                salvage.Lose(opener, opener + 1, path, "Its opening bracket is damaged.");
                if (Text[opener] != '"') at++;
            }
            for (var index = 0; ; index++)
            {
                at = JsonGrammar.AfterBlanks(Text, at);
                var next = JsonPointer.Append(path, index);
                if (at == Text.Length)
                {
                    salvage.Lose(at, at, next, "The document ends before it does; it may have been cut.");
                    return at;
                }
                var lostFrom = at;
                if (!isFirst && JsonUnit.Is(Text, at, ',')) at = JsonGrammar.AfterBlanks(Text, at + 1);
                else if (!isFirst && BeginsEntry(at)) salvage.Lose(at, at, next, "The comma before it is missing; nothing else is.");
                if (JsonUnit.Is(Text, at, _isMap ? '}' : ']'))
                {
                    if (at > lostFrom) salvage.Lose(lostFrom, at, next, "A comma stands here, and no entry behind it.");
                    var behind = JsonGrammar.AfterBlanks(Text, at + 1);
                    if (behind == Text.Length || Text[behind] is (byte)',' or (byte)'}') return at + 1;
                    // Damage has made a closing bracket of something, or something of what stands behind one.
                    var goesOn = salvage._anchors.Next(at + 1, field, entryIndent);
                    at = salvage.Resume(goesOn, at, path);
                    if (goesOn.Kind != AnchorKind.Entry) return at;
                    salvage._isResumed = false;
                    isFirst = true;
                    continue;
                }
                if (_isMap && salvage._anchors.IsFieldInsteadOfEntry(at, entryIndent))
                {
                    // A bracket is lost, that of an entry or the collection's own. An entry without it has swallowed what followed.
                    if (last.Start >= 0 && salvage._lost.Count == last.LostCount
                        && salvage._anchors.Next(last.Start + 1, field, entryIndent) is { Kind: AnchorKind.Entry } swallowed && swallowed.At < at)
                    {
                        salvage.Kept.RemoveLastEntry(field, last.Key);
                        at = salvage.Resume(swallowed, last.Start, JsonPointer.Append(path, last.Key!));
                        salvage._isResumed = false;
                        isFirst = true;
                        last.Start = -1;
                        continue;
                    }
                    salvage.Lose(at, at, path, "Its closing bracket is missing.");
                    salvage._isResumed = true;
                    return at;
                }
                isFirst = false;
                last = (at, _isMap && JsonUnit.AfterName(Text, at) >= 0 ? salvage.NameAt(at) : null, salvage._lost.Count);
                var end = ReadEntry(at, index);
                if (end >= 0)
                {
                    at = end;
                    continue;
                }
                var anchor = salvage._anchors.Next(BeginsEntry(at) ? at + 1 : at, field, entryIndent, _isMap ? JsonUnit.AfterName(Text, at) : BeginsEntry(at) ? at : -1);
                var lost = JsonUnit.AfterName(Text, at) >= 0 ? JsonPointer.Append(path, salvage.NameAt(at)) : next;
                at = salvage.Resume(anchor, at, lost);
                if (anchor.Kind != AnchorKind.Entry) return at;
                salvage._isResumed = false;
                isFirst = true;
            }
        }

        private bool BeginsEntry(int at) => _isMap ? JsonUnit.AfterName(Text, at) >= 0 : JsonUnit.Is(Text, at, '{');

        /// <summary>Keeps or loses the entry that begins here; −1 where it is not whole.</summary>
        private int ReadEntry(int at, int index)
        {
            var valueAt = _isMap ? JsonUnit.AfterName(Text, at) : at;
            var end = JsonUnit.AfterValue(Text, valueAt);
            if (valueAt < 0 || end < 0 || (_isMap && !salvage.IsFollowed(valueAt, end))) return -1;
            if (!_isMap && Text[at] is not ((byte)'{' or (byte)'[') && !(JsonGrammar.AfterBlanks(Text, end) is var next && (JsonUnit.Is(Text, next, ',') || JsonUnit.Is(Text, next, ']')))) return -1;
            var key = _isMap ? salvage.NameAt(at) : null;
            var entryPath = key is null ? JsonPointer.Append(path, index) : JsonPointer.Append(path, key);
            if (_isMap && !System.Text.Unicode.Utf8.IsValid(Text[at..valueAt])) salvage.Lose(at, end, entryPath, "Its name has bytes that are no UTF-8.");
            else if (UnitCheck.Failure(salvage._document, valueAt, end, RootFields.EntryKind(field)) is { } failure) salvage.Lose(at, end, entryPath, failure);
            else if (!salvage.Kept.TryAddEntry(field, key, at, end)) salvage.Lose(at, end, entryPath, $"The key '{key}' stands here twice; the first was kept.");
            return end;
        }
    }
}
