namespace PSSnapshots.Storage;

/// <summary>A document is larger than the limit, and was not read.</summary>
/// <param name="path">The file.</param>
/// <param name="length">The document's size in bytes; of a compressed one, the least that it can be.</param>
/// <param name="maxBytes">The limit in bytes.</param>
public sealed class DocumentTooLargeException(string path, long length, long maxBytes)
    : IOException($"The document in '{path}' has at least {length} bytes, and the limit is {maxBytes}.")
{
    /// <summary>The document's size in bytes; of a compressed one, the least that it can be.</summary>
    public long Length { get; } = length;

    /// <summary>The limit in bytes.</summary>
    public long MaxBytes { get; } = maxBytes;
}
