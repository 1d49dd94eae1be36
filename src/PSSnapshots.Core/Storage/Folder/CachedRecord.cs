using System.Runtime.InteropServices;

namespace PSSnapshots.Storage;

/// <summary>
/// The last record of a journal that was found and checked. A resume needs it several times, and to read and hash a
/// whole state takes about as long as to import it.
/// </summary>
/// <param name="Path">The journal.</param>
/// <param name="Stamp">The journal's length and time then.</param>
/// <param name="Item">The record, which ends where the journal ended.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Buffer">The bytes that were checked, as long as nothing else needs the memory.</param>
/// <param name="Offset">Where in them the record begins.</param>
internal sealed record CachedRecord(string Path, (long Length, DateTime Written) Stamp, RecordLocation Item, string Hash, WeakReference<byte[]> Buffer, int Offset)
{
    public static CachedRecord Of(string path, (long Length, DateTime Written) stamp, RecordLocation item, FileLine line)
    {
        MemoryMarshal.TryGetArray(line.Text, out var text);
        return new CachedRecord(path, stamp, item, JournalLine.HashOf(line.Text.Span), new WeakReference<byte[]>(text.Array!), text.Offset);
    }
}
