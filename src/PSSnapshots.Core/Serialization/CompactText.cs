using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>Gives compact slices of a document: of the document's own buffer where the text is compact there, else of a copy.</summary>
internal sealed class CompactText(byte[] document)
{
    private const int ChunkSize = 1 << 20;

    private byte[] _chunk = [];
    private int _used;

    public JsonSlice Take(int start, int length, bool isCompact)
    {
        if (isCompact) return new JsonSlice(document, start, length);
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
}
