using PSSnapshots.Serialization;

namespace PSSnapshots.Repair;

/// <summary>Detects the encoding of a document whose first bytes may be damaged.</summary>
internal static class DamagedEncoding
{
    private const int SampleLength = 1 << 16;

    /// <summary>
    /// Decodes a document by its byte order mark. Without one, a document is UTF-16 if most of its zero bytes are at even offsets
    /// or at odd offsets; a block that a crash has zeroed has as many of both.
    /// </summary>
    public static DocumentText Read(byte[] document)
    {
        ReadOnlySpan<byte> bytes = document;
        if (bytes.StartsWith("\uFEFF"u8) || bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF])) return DocumentText.Of(document);
        var sample = bytes[..(Math.Min(bytes.Length, SampleLength) & ~1)];
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            if (sample[i] == 0) even++;
            if (sample[i + 1] == 0) odd++;
        }
        return Math.Abs(even - odd) > sample.Length / 8 ? DocumentText.OfUtf16(document, littleEndian: odd > even) : DocumentText.OfUtf8(document);
    }
}
