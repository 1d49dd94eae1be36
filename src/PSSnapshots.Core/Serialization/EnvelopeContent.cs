using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>The snapshot in a member of an envelope. It is an object, or a string that contains the JSON of the snapshot.</summary>
internal sealed class EnvelopeContent
{
    private readonly DocumentText _outer;
    private readonly string _path;
    private readonly int _start;
    private readonly string? _text;

    /// <summary>Finds the snapshot in an envelope.</summary>
    /// <param name="outer">The envelope, which must be valid JSON.</param>
    /// <param name="member">The name of the member.</param>
    /// <param name="value">The value of the member: a string or an object.</param>
    public EnvelopeContent(DocumentText outer, string member, JsonValue value)
    {
        _outer = outer;
        _path = "/" + member;
        _start = PlaceFinder.Find(outer.Utf8, [_path])[_path];
        _text = value.GetString();
        Inner = _text is null ? DocumentText.Of(value.Utf8.ToArray()) : DocumentText.Of(_text);
    }

    /// <summary>The text of the snapshot.</summary>
    public DocumentText Inner { get; }

    /// <summary>Creates a finding about the member itself.</summary>
    public PlacedFinding Finding(string message) => new(_start, _path, "envelope", message);

    /// <summary>Converts findings in the snapshot to findings in the envelope.</summary>
    /// <param name="findings">The findings, in the order of the text.</param>
    /// <returns>The findings with their paths and positions in the envelope.</returns>
    public IReadOnlyList<PlacedFinding> ToEnvelope(IReadOnlyList<PlacedFinding> findings)
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

    /// <summary>Returns the position after a number of UTF-16 code units of the text in a JSON string, counting each escape as one unit.</summary>
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

    /// <summary>Returns the position after a number of bytes, not counting white space between tokens.</summary>
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
