using PSSnapshots.Errors;

namespace PSSnapshots.Storage;

/// <summary>A document is larger than the limit, and was not read.</summary>
public sealed class DocumentTooLargeException : SnapshotsException
{
    /// <param name="path">The file.</param>
    /// <param name="length">The document's size in bytes; of a compressed one, the least that it can be.</param>
    /// <param name="maxBytes">The limit in bytes.</param>
    public DocumentTooLargeException(string path, long length, long maxBytes)
        : this($"The document in '{path}' has at least {length} bytes, and the limit is {maxBytes}.", length, maxBytes, null)
    {
    }

    internal DocumentTooLargeException(string message, DocumentTooLargeException cause)
        : this(message, cause.Length, cause.MaxBytes, cause)
    {
    }

    private DocumentTooLargeException(string message, long length, long maxBytes, Exception? inner)
        : base(ErrorCodes.FileTooLarge, message, inner)
    {
        Length = length;
        MaxBytes = maxBytes;
    }

    /// <summary>The document's size in bytes; of a compressed one, the least that it can be.</summary>
    public long Length { get; }

    /// <summary>The limit in bytes.</summary>
    public long MaxBytes { get; }
}
