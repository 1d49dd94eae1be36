namespace PSSnapshots;

/// <summary>A part of a damaged export that could not be kept.</summary>
/// <param name="Path">What it was, as a JSON Pointer (RFC 6901) into the damaged text; an index counts what stands before it there.</param>
/// <param name="Reason">Why it was lost, and what stands for it now, if anything does.</param>
/// <param name="Line">The line where it begins, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="ByteOffset">How many bytes of the document stand before it.</param>
/// <param name="Length">How many bytes of the document it takes; 0 for what is not there at all.</param>
public sealed record LostPart(string Path, string Reason, int Line, int Column, long ByteOffset, long Length)
{
    /// <summary>The place and the reason.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(Path.Length == 0 ? "(document)" : Path)}: {Reason} (line {Line}, column {Column}, byte {ByteOffset}, {Length} bytes)"));
}
