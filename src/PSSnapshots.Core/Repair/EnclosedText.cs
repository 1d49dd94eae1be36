using System.Text;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// The text of a JSON string that may be damaged, with the place of each of its characters. What is no JSON in the
/// string becomes a character that is none in the text, so that the damage stays where it is.
/// </summary>
internal sealed class EnclosedText
{
    private readonly List<int> _places = [];

    /// <param name="json">The text that the string stands in.</param>
    /// <param name="start">Where its quote stands.</param>
    /// <param name="end">Where it ends; −1 where that is not known.</param>
    public EnclosedText(ReadOnlySpan<byte> json, int start, int end)
    {
        var text = new StringBuilder();
        var at = start + 1;
        while (at < json.Length && (end >= 0 ? at < end - 1 : !IsEnd(json, at)))
        {
            var length = TakeCharacter(json[at..], text);
            while (_places.Count < text.Length) _places.Add(at);
            at += length;
        }
        _places.Add(at);
        HasMark = text.Length > 0 && text[0] == '\uFEFF';
        Document = DocumentText.Of(text.ToString());
    }

    /// <summary>The text.</summary>
    public DocumentText Document { get; }

    private bool HasMark { get; }

    /// <summary>Lost parts of the text as lost parts of what it stands in.</summary>
    public IEnumerable<LostRange> Outward(IReadOnlyList<LostRange> lost, string path)
    {
        var units = new Dictionary<int, int>();
        int counted = 0, characters = HasMark ? 1 : 0;
        foreach (var offset in lost.SelectMany(range => new[] { range.Start, range.End }).Distinct().Order())
        {
            characters += Document.CountCharacters(counted, offset);
            counted = offset;
            units[offset] = _places[characters];
        }
        return lost.Select(range => new LostRange(units[range.Start], units[range.End], path + range.Path, range.Reason));
    }

    private static bool IsEnd(ReadOnlySpan<byte> json, int at)
    {
        if (json[at] != '"') return false;
        at = JsonGrammar.AfterBlanks(json, at + 1);
        return at == json.Length || json[at] is (byte)',' or (byte)'}';
    }

    private static int TakeCharacter(ReadOnlySpan<byte> json, StringBuilder text)
    {
        if (json[0] == '\\')
        {
            var length = JsonUnit.Is(json, 1, 'u') ? 6 : 2;
            ReadOnlySpan<byte> escape = json[..Math.Min(length, json.Length)];
            var isWhole = JsonGrammar.AfterString([(byte)'"', .. escape, (byte)'"'], 0, out _) == length + 2;
            text.Append(isWhole ? JsonText.Unescape(escape) : "\0");
            return escape.Length;
        }
        if (json[0] < ' ' || Rune.DecodeFromUtf8(json, out var rune, out var used) != System.Buffers.OperationStatus.Done)
        {
            text.Append('\0');
            return 1;
        }
        text.Append(rune.ToString());
        return used;
    }
}
