using PSSnapshots.Serialization;

namespace PSSnapshots.Repair;

/// <summary>Tells the encoding of a document whose first bytes may be damaged.</summary>
internal static class DamagedEncoding
{
    private const int SampleLength = 1 << 16;

    /// <summary>
    /// Reads a document by its byte order mark, and without one by where zero bytes are: in UTF-16 most of what JSON is
    /// made of has one at every second place, and what a crash has zeroed has them at all.
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
