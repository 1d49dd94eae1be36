using System.Buffers.Binary;
using System.IO.Compression;

namespace PSSnapshots.Storage;

/// <summary>
/// Files that hold one document each. One that is packed with gzip (RFC 1952) is known by its first two bytes when it
/// is read, and is packed when its name ends in <c>.gz</c>.
/// </summary>
public static class DocumentFile
{
    /// <summary>The most bytes that a document may have: what one array holds, a little less than 2 GiB.</summary>
    public static long MaxLength => Array.MaxLength;

    // What deflate makes at most of one byte (zlib's technical details: 1032 to 1).
    private const int MaxExpansion = 1032;

    /// <summary>Reads a document whole, unpacked.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">How many bytes the document may have, unpacked; never more than <see cref="MaxLength"/>.</param>
    /// <returns>The document; of a packed file that was cut, what stood before the cut.</returns>
    /// <exception cref="DocumentTooLargeException">It has more; no more of it was read than it may have.</exception>
    /// <exception cref="InvalidDataException">The file is packed, and damaged.</exception>
    /// <exception cref="IOException">The file could not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] Read(string path, long maxBytes = long.MaxValue)
    {
        maxBytes = Math.Min(maxBytes, MaxLength);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        // A pipe or a device does not tell its length.
        var length = file.CanSeek ? file.Length : 0;
        if (length > maxBytes && !IsPacked(file)) throw new DocumentTooLargeException(path, length, maxBytes);
        if (length > 2 && IsPacked(file)) return Unpack(file, path, maxBytes);
        return ReadToEnd(file, path, length, maxBytes);
    }

    /// <summary>Writes a document so that a reader sees the file as it was or as it is then; packed where its name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the document.</param>
    /// <param name="replace">Whether an existing file may be replaced.</param>
    /// <inheritdoc cref="AtomicFile.Write" path="/exception"/>
    public static void Write(string path, Action<Stream> write, bool replace = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            AtomicFile.Write(path, write, replace);
            return;
        }
        AtomicFile.Write(path, file =>
        {
            using var packed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
            write(packed);
        }, replace);
    }

    private static bool IsPacked(FileStream file)
    {
        Span<byte> start = stackalloc byte[2];
        file.Position = 0;
        var isPacked = file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0x1F, 0x8B];
        file.Position = 0;
        return isPacked;
    }

    private static byte[] Unpack(FileStream file, string path, long maxBytes)
    {
        // The last four bytes are the document's length (RFC 1952, 2.3.1), unless it was packed in several pieces or cut.
        Span<byte> end = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - end.Length);
        file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        var told = Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(end), file.Length * MaxExpansion);
        file.Position = 0;
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return ReadToEnd(unpacked, path, told, maxBytes);
    }

    /// <summary>Reads a stream into an array that is as long as it is told to be, and longer or shorter where that was wrong.</summary>
    private static byte[] ReadToEnd(Stream stream, string path, long told, long maxBytes)
    {
        var buffer = new byte[Math.Min(told, maxBytes)];
        var length = 0;
        Span<byte> more = stackalloc byte[1];
        while (true)
        {
            length += stream.ReadAtLeast(buffer.AsSpan(length), buffer.Length - length, throwOnEndOfStream: false);
            if (length < buffer.Length || stream.Read(more) == 0) break;
            if (length == maxBytes) throw new DocumentTooLargeException(path, maxBytes + 1, maxBytes);
            Array.Resize(ref buffer, (int)Math.Min(maxBytes, Math.Max(4096, buffer.Length * 2L)));
            buffer[length++] = more[0];
        }
        if (length < buffer.Length) Array.Resize(ref buffer, length);
        return buffer;
    }
}
