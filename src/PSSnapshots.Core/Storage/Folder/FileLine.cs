namespace PSSnapshots.Storage;

/// <summary>A line of a file.</summary>
/// <param name="Start">Where in the file it begins.</param>
/// <param name="Text">The line without its line feed.</param>
/// <param name="IsWhole">Whether it has a line feed.</param>
internal readonly record struct FileLine(long Start, ReadOnlyMemory<byte> Text, bool IsWhole)
{
    /// <summary>Where the next line begins.</summary>
    public long End => Start + Text.Length + (IsWhole ? 1 : 0);

    /// <summary>Whether it is a record of a journal as it was written.</summary>
    public bool IsSound => IsWhole && JournalLine.IsSound(Text.Span);

    public static FileLine Of(ReadOnlyMemory<byte> bytes, long start)
    {
        var isWhole = bytes.Span[^1] == (byte)'\n';
        return new FileLine(start, isWhole ? bytes[..^1] : bytes, isWhole);
    }
}
