using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Gives compact slices of a document: of the document's own buffer where all of it is compact, as far as its first
/// blank tells, else of copies, so that nothing holds a buffer that is mostly blanks.
/// </summary>
internal sealed class CompactText(byte[] document, int start)
{
    private const int ChunkSize = 1 << 20;

    private readonly bool _isKept = IsCompactAtFirst(document.AsSpan(start));
    private byte[] _chunk = [];
    private int _used;

    public JsonSlice Take(int start, int length, bool isCompact)
    {
        if (isCompact && _isKept) return new JsonSlice(document, start, length);
        var room = length + JsonMinifier.Slack;
        if (_chunk.Length - _used < room)
        {
            _chunk = GC.AllocateUninitializedArray<byte>(Math.Max(room, Math.Min(ChunkSize, document.Length)));
            _used = 0;
        }
        var written = JsonMinifier.Minify(document.AsSpan(start, length), _chunk.AsSpan(_used));
        var slice = new JsonSlice(_chunk, _used, written);
        _used += written;
        return slice;
    }

    /// <summary>Whether no blank follows the document's first brace.</summary>
    private static bool IsCompactAtFirst(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        return text.Length < 2 || text[1] > (byte)' ';
    }
}
