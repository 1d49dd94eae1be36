namespace PSSnapshots;

/// <summary>A part of a damaged export that could not be kept.</summary>
/// <param name="Path">The JSON Pointer (RFC 6901) to the part in the damaged document. An array index counts the entries before it there.</param>
/// <param name="Reason">Why it was lost, and what replaces it, if anything does.</param>
/// <param name="Line">The line where it begins; the first line is 1.</param>
/// <param name="Column">The column where it begins, in UTF-16 code units; the first column is 1.</param>
/// <param name="ByteOffset">The offset where it begins, in bytes of the document.</param>
/// <param name="Length">Its length, in bytes of the document; 0 if the document does not have it.</param>
public sealed record LostPart(string Path, string Reason, int Line, int Column, long ByteOffset, long Length)
{
    /// <summary>Returns the path, the reason and the place.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{(Path.Length == 0 ? "(document)" : Path)}: {Reason} (line {Line}, column {Column}, byte {ByteOffset}, {Length} bytes)"));
}
