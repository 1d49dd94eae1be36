using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>A snapshot that stands in a member of an envelope, as an object or as text in a string.</summary>
internal sealed class Enclosure
{
    private readonly DocumentText _outer;
    private readonly string _path;
    private readonly int _start;
    private readonly string? _text;

    /// <param name="outer">The envelope, valid JSON.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="value">Its value, a string or an object.</param>
    public Enclosure(DocumentText outer, string member, JsonValue value)
    {
        _outer = outer;
        _path = "/" + member;
        _start = PlaceFinder.Find(outer.Utf8, [_path])[_path];
        _text = value.GetString();
        Inner = _text is null ? DocumentText.Of(value.Utf8.ToArray()) : DocumentText.Of(_text);
    }

    /// <summary>What is enclosed.</summary>
    public DocumentText Inner { get; }

    /// <summary>What is wrong with the member itself.</summary>
    public PlacedFinding Finding(string message) => new(_start, _path, "envelope", message);

    /// <summary>Findings of what is enclosed as findings of the envelope.</summary>
    /// <param name="findings">In the order of the text.</param>
    /// <returns>The same, with the path and the place that they have in the envelope.</returns>
    public IReadOnlyList<PlacedFinding> Outward(IReadOnlyList<PlacedFinding> findings)
    {
        var placed = new List<PlacedFinding>(findings.Count);
        int at = _text is null ? _start : _start + 1, counted = 0;
        if (_text is ['\uFEFF', ..]) at = AfterUnits(at, 1);
        foreach (var finding in findings)
        {
            at = _text is null ? AfterBytes(at, finding.Offset - counted) : AfterUnits(at, Inner.CountCharacters(counted, finding.Offset));
            counted = finding.Offset;
            placed.Add(finding with { Offset = at, Path = _path + finding.Path });
        }
        return placed;
    }

    /// <summary>The place behind some UTF-16 code units of a string's text, each of which is an escape or (a part of) a character.</summary>
    private int AfterUnits(int at, int units)
    {
        var outer = _outer.Utf8;
        while (units > 0)
        {
            var first = outer[at];
            units -= first >= 0xF0 ? 2 : 1;
            at += first switch
            {
                (byte)'\\' => outer[at + 1] == 'u' ? 6 : 2,
                < 0x80 => 1,
                < 0xE0 => 2,
                < 0xF0 => 3,
                _ => 4,
            };
        }
        return at;
    }

    /// <summary>The place of the byte that stands some bytes behind another when blanks between tokens are not counted.</summary>
    private int AfterBytes(int at, int bytes)
    {
        var outer = _outer.Utf8;
        for (; bytes > 0; bytes--)
        {
            if (outer[at] == '"')
            {
                var end = JsonGrammar.AfterString(outer, at, out _);
                if (end - at > bytes) return at + bytes;
                bytes -= end - at - 1;
                at = end;
            }
            else
            {
                at++;
            }
            at = JsonGrammar.AfterBlanks(outer, at);
        }
        return at;
    }
}
