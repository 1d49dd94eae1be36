using System.Buffers.Binary;
using System.IO.Compression;

namespace PSSnapshots.Storage;

/// <summary>
/// Files that hold one document each. A file that is compressed with gzip (RFC 1952) is known by its first two bytes
/// when it is read, and a file is compressed when its name ends in <c>.gz</c>.
/// </summary>
public static class DocumentFile
{
    /// <summary>The largest document in bytes: what one array holds, a little less than 2 GiB.</summary>
    public static long MaxLength => Array.MaxLength;

    /// <summary>The largest document in bytes that is read from a compressed file unless the caller says otherwise: 256 MiB.</summary>
    public static long DefaultMaxDecompressedLength => 256L * 1024 * 1024;

    // What deflate makes at most of one byte (zlib's technical details: 1032 to 1).
    private const int MaxExpansion = 1032;

    /// <summary>Reads a document whole, decompressed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">
    /// The largest document in bytes, after decompression; never more than <see cref="MaxLength"/>. If it is
    /// <see langword="null"/>, <see cref="MaxLength"/>, and <see cref="DefaultMaxDecompressedLength"/> for a compressed file.
    /// </param>
    /// <param name="cancellation">Ends the wait for a file that is in use.</param>
    /// <returns>The document; of a compressed file that was cut, what precedes the cut.</returns>
    /// <exception cref="DocumentTooLargeException">The document is larger; no more of it was read than the limit.</exception>
    /// <exception cref="FileInUseException">Another program had the file open, and did not share it, for more than 5 seconds.</exception>
    /// <exception cref="InvalidDataException">The file is compressed, and damaged.</exception>
    /// <exception cref="IOException">The file could not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static byte[] Read(string path, long? maxBytes = null, CancellationToken cancellation = default) =>
        Read(FileOperations.Default, path, maxBytes, cancellation);

    internal static byte[] Read(FileOperations files, string path, long? maxBytes = null, CancellationToken cancellation = default)
    {
        using var file = files.Retry(path, FileAccess.Read, () => files.Open(path, FileMode.Open, FileAccess.Read, FileOperations.Shared), cancellation);
        // The length of a pipe or a device is unknown.
        var length = file.CanSeek ? file.Length : 0;
        var isPacked = length > 2 && IsPacked(file);
        var limit = Math.Min(maxBytes ?? (isPacked ? DefaultMaxDecompressedLength : MaxLength), MaxLength);
        if (isPacked) return Unpack(file, path, limit);
        if (length > limit) throw new DocumentTooLargeException(path, length, limit);
        return ReadToEnd(file, path, length, limit);
    }

    /// <summary>Writes a document as <see cref="AtomicFile"/> does; compressed if the name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the document.</param>
    /// <param name="replace">Whether an existing file may be replaced.</param>
    /// <param name="cancellation">Ends the wait for a file that is in use.</param>
    /// <inheritdoc cref="AtomicFile.Write(string, Action{Stream}, bool, CancellationToken)" path="/exception"/>
    public static void Write(string path, Action<Stream> write, bool replace = true, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        var isPacked = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(path, isPacked ? file => Pack(file, write) : write, replace, cancellation);
    }

    private static void Pack(Stream file, Action<Stream> write)
    {
        using var packed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        write(packed);
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

    /// <summary>Reads a stream into an array of the expected length, which is adjusted if the actual length differs.</summary>
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
