using PSSnapshots.Serialization;

namespace PSSnapshots.Repair;

/// <summary>
/// Tells to which field a unit belongs whose name, or whose collection's, may be damaged. An entry goes to a
/// collection whose name is lost only where the entries of that are like no others: step results, events and logs.
/// </summary>
internal sealed class CollectionGuess
{
    private readonly DocumentText _document;
    private readonly int[] _next;
    private readonly int[] _last;
    private readonly uint _missing;
    private readonly bool _isOrdered = true;

    public CollectionGuess(DocumentText document, List<Unit> units)
    {
        _document = document;
        _next = new int[units.Count];
        _last = new int[units.Count];
        uint found = 0;
        var last = -1;
        for (var i = 0; i < units.Count; i++)
        {
            var field = units[i].Depth == 1 ? RootFields.IndexOf(document.Utf8, units[i].Start, out _) : -1;
            if (field >= 0)
            {
                found |= 1u << field;
                if (field < last) _isOrdered = false;
                last = field;
            }
            _last[i] = last;
        }
        var next = -1;
        for (var i = units.Count - 1; i >= 0; i--)
        {
            _next[i] = next;
            if (units[i].Depth == 1 && RootFields.IndexOf(document.Utf8, units[i].Start, out _) is >= 0 and var field) next = field;
        }
        _missing = EntryShape.Snapshot.RequiredBits & ~found;
    }

    /// <summary>Why an entry cannot stand in a collection, or nothing.</summary>
    public static string? Failure(DocumentText document, Unit entry, int field) =>
        entry.IsNamed == RootFields.IsMap(field)
            ? UnitCheck.Failure(document, entry.ValueAt, entry.End, RootFields.EntryKind(field))
            : entry.IsNamed ? "It has a name, and the entries of this have none." : "It has no name, and the entries of this have one.";

    /// <summary>The field that a unit is, also where one byte of its name is damaged; −1 for none that the format has.</summary>
    public int FieldOf(Unit unit)
    {
        var field = RootFields.IndexOf(_document.Utf8, unit.Start, out _);
        return field >= 0 ? field : RootFields.Like(_document.Utf8, unit.Start, unit.ValueAt, _missing);
    }

    /// <summary>The collection that an entry behind damage stands in, or −1.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="index">Its index among the units.</param>
    /// <param name="current">The collection that stands before the damage, or −1.</param>
    /// <param name="isCertain">Whether the entries behind this one stand there as well.</param>
    public int CollectionOf(Unit entry, int index, int current, out bool isCertain)
    {
        isCertain = true;
        var named = RootFields.LikeBefore(_document.Utf8, entry.Start, _missing);
        if (named >= 0) return named;
        var hidden = HiddenBetween(current >= 0 ? current : _last[index], _next[index]);
        isCertain = hidden == 0;
        var fitsCurrent = current >= 0 && Failure(_document, entry, current) is null;
        if (isCertain || (fitsCurrent && RootFields.HasTellingEntries(current))) return current;
        var isDoubtful = false;
        for (var field = 0; field < RootFields.Shape.Count; field++)
        {
            if ((hidden & (1u << field)) == 0 || !RootFields.IsCollection(field) || Failure(_document, entry, field) is not null) continue;
            if (RootFields.HasTellingEntries(field)) return field;
            isDoubtful = true;
        }
        return isDoubtful || !fitsCurrent ? -1 : current;
    }

    /// <summary>The required fields that were met nowhere and may have stood between two others.</summary>
    private uint HiddenBetween(int last, int next)
    {
        if (!_isOrdered) return _missing;
        var upTo = next < 0 ? uint.MaxValue : (1u << next) - 1;
        var from = last < 0 ? uint.MaxValue : ~((2u << last) - 1);
        return _missing & upTo & from;
    }
}
