namespace PSSnapshots.Storage;

/// <summary>A document is longer than it may be, and was not read.</summary>
/// <param name="path">The file.</param>
/// <param name="length">How many bytes the document has; of one that is unpacked, how many it has at least.</param>
/// <param name="maxBytes">How many it may have.</param>
public sealed class DocumentTooLargeException(string path, long length, long maxBytes)
    : IOException($"The document in '{path}' has {length} bytes or more; at most {maxBytes} are read.")
{
    /// <summary>How many bytes the document has; of one that is unpacked, how many it has at least.</summary>
    public long Length { get; } = length;

    /// <summary>How many it may have.</summary>
    public long MaxBytes { get; } = maxBytes;
}
