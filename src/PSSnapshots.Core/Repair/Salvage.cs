using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Goes through the units of a damaged export, keeps each that has what the format wants there, and notes what lies
/// between them as lost.
/// </summary>
internal sealed class Salvage
{
    private readonly DocumentText _document;
    private readonly LostRanges _lost;
    private readonly CollectionGuess _guess;

    // The collection in which the next entry stands, −1 for none that is known; and where it ends.
    private int _field = -1;
    private int _fieldEnd = -1;

    // How many entries of it were met, and whether something between them is lost, which may have been its end.
    private int _index;
    private bool _hasGap;
    private int _covered;

    private Salvage(DocumentText document, List<Unit> units)
    {
        _document = document;
        _lost = new LostRanges(document);
        _guess = new CollectionGuess(document, units);
    }

    /// <summary>What was kept.</summary>
    public KeptFields Kept { get; } = new();

    /// <summary>What was lost, in the order of the text.</summary>
    public IReadOnlyList<LostRange> Lost => _lost.Ranges;

    /// <summary>Where a value begins that may be the snapshot, if the text is an envelope; its name, and its end or −1.</summary>
    public (string Name, int Start, int End)? Enclosed { get; private set; }

    private ReadOnlySpan<byte> Text => _document.Utf8;

    private string FieldPath => _field < 0 ? "" : JsonPointer.Append("", RootFields.Shape[_field].Name);

    /// <summary>Goes through a text.</summary>
    /// <param name="document">The text.</param>
    /// <param name="indent">The indentation of the object's own brackets.</param>
    public static Salvage Of(DocumentText document, int indent)
    {
        var units = UnitScan.Of(document, indent, out var isWhole);
        var salvage = new Salvage(document, units);
        for (var i = 0; i < units.Count; i++)
        {
            var unit = units[i];
            if (unit.Start < salvage._covered) continue;
            salvage.Cover(unit.Start);
            if (unit.Depth == 2) salvage.TakeEntry(unit, i);
            else if (!salvage.TakeField(unit)) return salvage;
        }
        salvage.Cover(document.Utf8.Length);
        if (!isWhole && salvage.Lost.Count == 0)
            salvage._lost.Add(document.Utf8.Length, document.Utf8.Length, salvage.FieldPath, "The document is no JSON: a bracket or a comma is missing, and it may have been cut.");
        return salvage;
    }

    /// <summary>Takes what lies before a place as lost, unless it is what separates units.</summary>
    private void Cover(int to)
    {
        if (_fieldEnd >= 0 && _fieldEnd <= to)
        {
            CoverPart(_fieldEnd);
            _field = -1;
            _fieldEnd = -1;
        }
        CoverPart(to);
    }

    private void CoverPart(int to)
    {
        if (to <= _covered) return;
        var path = _field >= 0 ? JsonPointer.Append(FieldPath, _index) : "";
        if (_lost.AddBetween(_covered, to, _field < 0 || RootFields.IsMap(_field) ? FieldPath : null, path)) _hasGap = true;
        _covered = to;
    }

    /// <summary>Keeps or loses a field; false where all that follows is a part of it.</summary>
    private bool TakeField(Unit unit)
    {
        var field = _guess.FieldOf(unit);
        var name = field >= 0 ? RootFields.Shape[field].Name : _lost.NameAt(unit.Start);
        var path = JsonPointer.Append("", name);
        (_field, _fieldEnd, _index, _hasGap) = (-1, -1, 0, false);
        if (field < 0 && name is "snapshot" or "data" && Enclosed is null && Kept.MayBeEnvelope && Text[unit.ValueAt..] is [(byte)'"' or (byte)'{', ..])
        {
            Enclosed = (name, unit.ValueAt, unit.End);
            _covered = unit.End;
            // What stands behind a snapshot that is damaged cannot be told from it.
            return unit.End >= 0;
        }
        if (field >= 0 && Kept.Has(field))
        {
            _covered = unit.End >= 0 ? unit.End : unit.ValueAt;
            _lost.Add(unit.Start, _covered, path, $"The field '{name}' stands here twice; the first was kept.");
        }
        else if (field >= 0 && RootFields.IsCollection(field) && (unit.End < 0 || RootFields.CanBegin(field, Text, unit.ValueAt) || JsonUnit.AfterValue(Text, unit.ValueAt) != unit.End))
        {
            _lost.AddRenamed(unit, path);
            Kept.Begin(field);
            (_field, _fieldEnd) = (field, unit.End);
            _covered = RootFields.CanBegin(field, Text, unit.ValueAt) ? unit.ValueAt + 1 : unit.ValueAt;
        }
        else if (unit.End >= 0)
        {
            _covered = unit.End;
            KeepValue(unit, field, name, path);
        }
        return true;
    }

    private void KeepValue(Unit unit, int field, string name, string path)
    {
        if (field >= 0 && RootFields.IsCollection(field))
        {
            _lost.Add(unit.Start, unit.End, path, $"Expected {(RootFields.IsMap(field) ? "an object" : "an array")}.");
        }
        else if (UnitCheck.Failure(_document, unit.ValueAt, unit.End, field >= 0 ? RootFields.Shape[field].Kind : FieldKind.Any) is { } failure)
        {
            _lost.Add(unit.Start, unit.End, path, failure);
        }
        else if (field >= 0)
        {
            _lost.AddRenamed(unit, path);
            Kept.AddValue(field, unit.ValueAt, unit.End);
        }
        else if (!System.Text.Unicode.Utf8.IsValid(Text[unit.Start..unit.ValueAt]))
        {
            _lost.Add(unit.Start, unit.End, path, "Its name has bytes that are no UTF-8.");
        }
        else if (!Kept.TryAddUnknown(name, unit.Start, unit.End))
        {
            _lost.Add(unit.Start, unit.End, path, $"The field '{name}' stands here twice; the first was kept.");
        }
    }

    private void TakeEntry(Unit unit, int unitIndex)
    {
        if (_field < 0 || _hasGap) GuessCollection(unit, unitIndex);
        _covered = unit.End;
        var key = unit.IsNamed ? _lost.NameAt(unit.Start) : null;
        var path = key is not null ? JsonPointer.Append(FieldPath, key) : _field >= 0 ? JsonPointer.Append(FieldPath, _index) : "";
        _index++;
        if (_field < 0) _lost.Add(unit.Start, unit.End, path, "It is not known what this was an entry of.");
        else if (key is not null && !System.Text.Unicode.Utf8.IsValid(Text[unit.Start..unit.ValueAt])) _lost.Add(unit.Start, unit.End, path, "Its name has bytes that are no UTF-8.");
        else if (CollectionGuess.Failure(_document, unit, _field) is { } failure) _lost.Add(unit.Start, unit.End, path, failure);
        else if (!Kept.TryAddEntry(_field, key, unit.Start, unit.End)) _lost.Add(unit.Start, unit.End, path, $"The key '{key}' stands here twice; the first was kept.");
    }

    private void GuessCollection(Unit unit, int unitIndex)
    {
        var guess = _guess.CollectionOf(unit, unitIndex, _field, out var isCertain);
        if (isCertain) _hasGap = false;
        if (guess == _field) return;
        (_field, _fieldEnd, _index) = (guess, -1, 0);
        if (guess < 0 || Kept.Has(guess)) return;
        Kept.Begin(guess);
        _lost.Add(unit.Start, unit.Start, FieldPath, "The name of what stands here is damaged; the entries behind it were known by what they are.");
    }
}
