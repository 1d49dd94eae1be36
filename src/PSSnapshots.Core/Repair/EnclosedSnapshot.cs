using System.Buffers;
using System.Text;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>A damaged snapshot in a member of an envelope, as an object or as JSON text in a string.</summary>
internal sealed class EnclosedSnapshot
{
    private const string ByteOrderMark = "\uFEFF";

    private readonly string _path;
    private readonly int _start;

    // For each byte of a string's text the offset of its character in the envelope.
    private readonly List<int>? _offsets;

    /// <param name="envelope">The document that has the member.</param>
    /// <param name="path">The member, as a JSON Pointer.</param>
    /// <param name="start">The offset of the member's value.</param>
    /// <param name="end">The offset after the value; −1 if it is not complete.</param>
    /// <param name="limit">The offset of the next member of the envelope, or the length of the document.</param>
    public EnclosedSnapshot(DocumentText envelope, string path, int start, int end, int limit)
    {
        _path = path;
        _start = start;
        var json = envelope.Utf8;
        if (json[start] == '"')
        {
            _offsets = [];
            Document = DocumentText.OfUtf8(Decode(json, end < 0 ? limit : end - 1, isComplete: end >= 0));
            End = end < 0 ? _offsets[^1] : end;
        }
        else
        {
            End = end < 0 ? EndOfObject(json[..limit], start, isLast: limit == json.Length) : end;
            Document = envelope.Part(start, End - start);
        }
    }

    /// <summary>The snapshot.</summary>
    public DocumentText Document { get; }

    /// <summary>The offset after the member's value.</summary>
    public int End { get; }

    /// <summary>Converts a lost part of the snapshot to a lost part of the envelope.</summary>
    public LostRange ToEnvelope(LostRange range) => range with { Start = ToEnvelope(range.Start), End = ToEnvelope(range.End), Path = _path + range.Path };

    private int ToEnvelope(int offset) => _offsets is null ? _start + offset : _offsets[offset];

    /// <summary>Returns the end of an object that is damaged: before the envelope's next member or closing brace, unless these are missing.</summary>
    private static int EndOfObject(ReadOnlySpan<byte> json, int start, bool isLast)
    {
        if (isLast && new ForwardScan(json[start..]).HasNoError) return json.Length;
        var end = json.TrimEnd(" \t\r\n,"u8).Length;
        return isLast && json[end - 1] == '}' ? end - 1 : end;
    }

    /// <summary>Returns true if a quote ends a string of which it is not known where it ends.</summary>
    private static bool IsClosingQuote(ReadOnlySpan<byte> json, int at)
    {
        if (json[at] != '"') return false;
        at = JsonGrammar.AfterBlanks(json, at + 1);
        return at == json.Length || json[at] is (byte)',' or (byte)'}';
    }

    /// <summary>Decodes a string. What is not JSON becomes a zero byte, so that the damage remains visible in the text.</summary>
    private byte[] Decode(ReadOnlySpan<byte> json, int limit, bool isComplete)
    {
        var text = new List<byte>();
        var at = _start + 1;
        while (at < limit && (isComplete || !IsClosingQuote(json, at)))
        {
            var length = DecodeCharacter(json[at..limit], text);
            while (_offsets!.Count < text.Count) _offsets.Add(at);
            at += length;
        }
        _offsets!.Add(at);
        return [.. text];
    }

    /// <summary>Decodes a character or an escape. Returns the number of bytes that it takes in the envelope.</summary>
    private static int DecodeCharacter(ReadOnlySpan<byte> json, List<byte> text)
    {
        if (json[0] == '\\')
        {
            var escape = json[..Math.Min(JsonSkip.Is(json, 1, 'u') ? 6 : 2, json.Length)];
            var isValid = JsonSkip.AfterValue([(byte)'"', .. escape, (byte)'"'], 0, maxDepth: 1) == escape.Length + 2;
            if (!isValid) text.Add(0);
            // A surrogate has no bytes of its own in UTF-8. Within the text, its escape means the same.
            else if (JsonText.Unescape(escape) is var unescaped && char.IsSurrogate(unescaped[0])) text.AddRange(escape);
            else if (unescaped != ByteOrderMark || text.Count > 0) text.AddRange(Encoding.UTF8.GetBytes(unescaped));
            return escape.Length;
        }
        if (json[0] < ' ' || Rune.DecodeFromUtf8(json, out _, out var length) != OperationStatus.Done)
        {
            text.Add(0);
            return 1;
        }
        if (!json[..length].SequenceEqual("\uFEFF"u8) || text.Count > 0) text.AddRange(json[..length]);
        return length;
    }
}
