using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Creates compact slices of a document. If the document is compact, the slices share its buffer. If it is indented, each
/// slice is a minified copy, so that no slice keeps a buffer that is mostly white space in memory.
/// </summary>
/// <param name="document">The buffer of the document.</param>
/// <param name="start">The position of the text in the buffer.</param>
internal sealed class SliceCompactor(byte[] document, int start)
{
    private const int ChunkSize = 1 << 20;

    private readonly bool _sharesDocument = StartsCompact(document.AsSpan(start));
    private byte[] _chunk = [];
    private int _used;

    /// <summary>Returns a slice of the document.</summary>
    /// <param name="start">The position of the value in the buffer.</param>
    /// <param name="length">The length of the value in bytes.</param>
    /// <param name="isCompact">Whether the value is known to have no white space between tokens.</param>
    public JsonSlice Take(int start, int length, bool isCompact)
    {
        if (isCompact && _sharesDocument) return new JsonSlice(document, start, length);
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

    /// <summary>Returns true if no white space follows the first brace, in which case the whole document is assumed to be compact.</summary>
    private static bool StartsCompact(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        return text.Length < 2 || text[1] > (byte)' ';
    }
}
