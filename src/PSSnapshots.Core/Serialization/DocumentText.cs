using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// The text of a document as UTF-8. The document can be UTF-8 or UTF-16, with or without a byte order mark. UTF-16 without
/// a byte order mark is recognized by the zero byte in its first character (RFC 4627, section 3).
/// </summary>
internal sealed class DocumentText
{
    private const int LengthOfEscape = 6;

    private readonly int _length;
    private readonly int _bytesBefore;
    private readonly bool _isUtf16;
    private readonly long _documentLength;
    private readonly List<int> _escapes;

    /// <summary>Initializes a text.</summary>
    /// <param name="buffer">The buffer that contains the text.</param>
    /// <param name="start">The position of the text in the buffer.</param>
    /// <param name="bytesBefore">The length of the byte order mark in bytes.</param>
    /// <param name="isUtf16">Whether the document was UTF-16.</param>
    /// <param name="escapes">The positions in the text of the escapes that replace lone surrogates of the document.</param>
    /// <param name="length">The length of the text in bytes; −1 for the rest of the buffer.</param>
    /// <param name="documentLength">The length of the document in bytes.</param>
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

    /// <summary>The buffer that contains the text.</summary>
    public byte[] Buffer { get; }

    /// <summary>The position of the text in the buffer.</summary>
    public int Start { get; }

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Utf8 => new(Buffer, Start, _length);

    /// <summary>Detects the encoding of a document from its first bytes.</summary>
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

    /// <summary>Converts text to UTF-8. A byte order mark at the start is ignored.</summary>
    public static DocumentText Of(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("\uFEFF")) text = text[1..];
        var escapes = new List<int>();
        return new DocumentText(JsonText.ToUtf8(text, escapes), 0, 0, isUtf16: false, escapes);
    }

    /// <summary>Reads a document as UTF-8 without detecting its encoding.</summary>
    public static DocumentText OfUtf8(byte[] document) => new(document, 0, 0, isUtf16: false, []);

    /// <summary>Reads a document as UTF-16 without detecting its encoding.</summary>
    public static DocumentText OfUtf16(byte[] document, bool littleEndian) => OfUtf16(document, littleEndian, bytesBefore: 0);

    /// <summary>Returns a part of the text. Positions in it are not those of the original document.</summary>
    public DocumentText Part(int start, int length) => new(Buffer, Start + start, 0, isUtf16: false, [], length);

    /// <summary>Returns the position of the first byte that is not valid UTF-8, or −1 if all bytes are valid.</summary>
    public int FirstInvalidByte()
    {
        if (System.Text.Unicode.Utf8.IsValid(Utf8)) return -1;
        var at = 0;
        while (Rune.DecodeFromUtf8(Utf8[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
        return at;
    }

    /// <summary>Returns the number of bytes of the original document before a position in the text.</summary>
    /// <param name="offset">The position in bytes.</param>
    /// <param name="characters">The number of UTF-16 code units before the position.</param>
    public long OriginalOffset(int offset, int characters) =>
        // An incomplete character at the end of the document counts as a whole one in the text.
        Math.Min(_bytesBefore + (_isUtf16 ? 2L * characters : offset), _documentLength);

    /// <summary>Returns the number of UTF-16 code units of the original document between two positions in the text.</summary>
    public int CountCharacters(int start, int end) =>
        Encoding.UTF8.GetCharCount(Utf8[start..end]) - ((LengthOfEscape - 1) * (EscapesBefore(end) - EscapesBefore(start)));

    private int EscapesBefore(int position)
    {
        var found = _escapes.BinarySearch(position);
        return found < 0 ? ~found : found;
    }

    private static DocumentText OfUtf16(ReadOnlySpan<byte> bytes, bool littleEndian, int bytesBefore)
    {
        var units = new char[(bytes.Length + 1) / 2];
        bytes[..(bytes.Length & ~1)].CopyTo(MemoryMarshal.AsBytes(units.AsSpan()));
        // An incomplete character at the end becomes a character that is not valid in JSON.
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
