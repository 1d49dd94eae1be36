using System.Buffers;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>Notes what is lost of a text, and why.</summary>
internal sealed class LostRanges(DocumentText document)
{
    private static readonly SearchValues<byte> Separators = SearchValues.Create(" \t\r\n,{}[]"u8);

    private readonly List<LostRange> _ranges = [];

    // Where the text ends but for blanks and commas.
    private readonly int _end = document.Utf8.TrimEnd(" \t\r\n,"u8).Length;

    /// <summary>What is lost, in the order in which it was noted.</summary>
    public IReadOnlyList<LostRange> Ranges => _ranges;

    private ReadOnlySpan<byte> Text => document.Utf8;

    public void Add(int start, int end, string path, string reason) => _ranges.Add(new LostRange(start, end, path, reason));

    /// <summary>Notes what lies between two units, unless it is blanks, commas and brackets.</summary>
    /// <param name="start">Where the one ends.</param>
    /// <param name="end">Where the other begins.</param>
    /// <param name="path">What they stand in, where it has names; else nothing, for what is found first may be the name of an item's member.</param>
    /// <param name="orPath">The path of what lies there where its name is not known.</param>
    public bool AddBetween(int start, int end, string? path, string orPath)
    {
        var between = Text[start..end];
        if (between.IndexOfAnyExcept(Separators) < 0) return false;
        start += between.IndexOfAnyExcept(Separators);
        var length = Text[start..end].TrimEnd(" \t\r\n,"u8).Length;
        Add(start, start + length, path is not null && JsonUnit.AfterName(Text, start) >= 0 ? JsonPointer.Append(path, NameAt(start)) : orPath, ReasonOf(start, start + length));
        return true;
    }

    /// <summary>Notes a field that was known though its name is damaged.</summary>
    public void AddRenamed(Unit unit, string path)
    {
        var name = NameAt(unit.Start);
        if (JsonPointer.Append("", name) != path) Add(unit.Start, unit.ValueAt, path, "Its name is damaged; what stands here was kept.");
    }

    /// <summary>A name as text, which its quote begins.</summary>
    public string NameAt(int at) => JsonText.Unescape(Text[(at + 1)..(JsonGrammar.AfterString(Text, at, out _) - 1)]);

    private string ReasonOf(int start, int end)
    {
        var lost = Text[start..end];
        if (lost.Contains((byte)0)) return $"It has {lost.Count((byte)0)} zero bytes, as a crash of the system leaves them.";
        if (!System.Text.Unicode.Utf8.IsValid(lost)) return "It has bytes that are no UTF-8.";
        return end >= _end ? "The document ends before it does, or it is damaged up to the document's end." : "It is no JSON, or it is not known where it belongs.";
    }
}
