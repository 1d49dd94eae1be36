using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// A document's text as UTF-8, whatever it came as: UTF-8 or UTF-16, with a byte order mark or without one
/// (told apart by the zero byte that the first character has in UTF-16; RFC 4627, section 3).
/// </summary>
internal sealed class DocumentText
{
    private const int LengthOfEscape = 6;

    private readonly int _length;
    private readonly int _bytesBefore;
    private readonly bool _isUtf16;
    private readonly long _documentLength;
    private readonly List<int> _escapes;

    /// <param name="buffer">The text.</param>
    /// <param name="start">Where in the buffer it begins.</param>
    /// <param name="bytesBefore">How long the document's byte order mark is.</param>
    /// <param name="isUtf16">Whether the document was UTF-16.</param>
    /// <param name="escapes">Where in the text an escape stands that is one lone surrogate in the document.</param>
    /// <param name="length">How long it is; −1 for all that the buffer has.</param>
    /// <param name="documentLength">How many bytes the document has.</param>
    private DocumentText(
        byte[] buffer, int start, int bytesBefore, bool isUtf16, List<int> escapes, int length = -1, long documentLength = long.MaxValue)
    {
        Buffer = buffer;
        Start = start;
        _length = length < 0 ? buffer.Length - start : length;
        _bytesBefore = bytesBefore;
        _isUtf16 = isUtf16;
        _escapes = escapes;
        _documentLength = documentLength;
    }

    public byte[] Buffer { get; }

    /// <summary>Where in the buffer the text begins.</summary>
    public int Start { get; }

    public ReadOnlySpan<byte> Utf8 => new(Buffer, Start, _length);

    public static DocumentText Of(byte[] document)
    {
        ReadOnlySpan<byte> bytes = document;
        if (bytes.StartsWith("\uFEFF"u8)) return new DocumentText(document, 3, 3, isUtf16: false, []);
        if (bytes.StartsWith<byte>([0xFF, 0xFE])) return OfUtf16(bytes[2..], littleEndian: true, bytesBefore: 2);
        if (bytes.StartsWith<byte>([0xFE, 0xFF])) return OfUtf16(bytes[2..], littleEndian: false, bytesBefore: 2);
        if (bytes.Length >= 2 && bytes[0] != 0 && bytes[1] == 0) return OfUtf16(bytes, littleEndian: true, bytesBefore: 0);
        if (bytes.Length >= 2 && bytes[0] == 0 && bytes[1] != 0) return OfUtf16(bytes, littleEndian: false, bytesBefore: 0);
        return new DocumentText(document, 0, 0, isUtf16: false, []);
    }

    public static DocumentText Of(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("\uFEFF")) text = text[1..];
        var escapes = new List<int>();
        return new DocumentText(JsonText.ToUtf8(text, escapes), 0, 0, isUtf16: false, escapes);
    }

    /// <summary>A document that is UTF-8, whatever its first bytes look like.</summary>
    public static DocumentText OfUtf8(byte[] document) => new(document, 0, 0, isUtf16: false, []);

    /// <summary>A document that is UTF-16 without a byte order mark, whatever its first bytes look like.</summary>
    public static DocumentText OfUtf16(byte[] document, bool littleEndian) => OfUtf16(document, littleEndian, bytesBefore: 0);

    /// <summary>A part of the text as a text of its own, to read values of; it knows no places of the document.</summary>
    public DocumentText Part(int start, int length) => new(Buffer, Start + start, 0, isUtf16: false, [], length);

    /// <summary>Where the first byte stands, counted in the text, that is no UTF-8; −1 where all is.</summary>
    public int FirstInvalidByte()
    {
        if (System.Text.Unicode.Utf8.IsValid(Utf8)) return -1;
        var at = 0;
        while (Rune.DecodeFromUtf8(Utf8[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
        return at;
    }

    /// <summary>How many bytes of the original document stand before a place of the text.</summary>
    /// <param name="offset">The place.</param>
    /// <param name="characters">How many UTF-16 code units stand before it.</param>
    public long OriginalOffset(int offset, int characters) =>
        // Half a character at a document's end counts as one of the text.
        Math.Min(_bytesBefore + (_isUtf16 ? 2L * characters : offset), _documentLength);

    /// <summary>How many UTF-16 code units of the original document stand between two places of the text.</summary>
    public int CountCharacters(int start, int end) =>
        Encoding.UTF8.GetCharCount(Utf8[start..end]) - ((LengthOfEscape - 1) * (EscapesBefore(end) - EscapesBefore(start)));

    private int EscapesBefore(int place)
    {
        var found = _escapes.BinarySearch(place);
        return found < 0 ? ~found : found;
    }

    private static DocumentText OfUtf16(ReadOnlySpan<byte> bytes, bool littleEndian, int bytesBefore)
    {
        var units = new char[(bytes.Length + 1) / 2];
        bytes[..(bytes.Length & ~1)].CopyTo(MemoryMarshal.AsBytes(units.AsSpan()));
        // Half a character at the end is a character that no JSON has.
        if (bytes.Length % 2 == 1) units[^1] = '\uFFFD';
        if (littleEndian != BitConverter.IsLittleEndian)
        {
            var words = MemoryMarshal.Cast<char, ushort>(units.AsSpan(0, bytes.Length / 2));
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        var escapes = new List<int>();
        return new DocumentText(
            JsonText.ToUtf8(units, escapes), 0, bytesBefore, isUtf16: true, escapes, documentLength: bytesBefore + bytes.Length);
    }
}
