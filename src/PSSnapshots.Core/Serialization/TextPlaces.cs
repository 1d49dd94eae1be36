namespace PSSnapshots.Serialization;

/// <summary>
/// Counts lines, columns and bytes up to places of a text that come in order. All counts go on from one place to the
/// next: a long line may hold a great many of them.
/// </summary>
/// <param name="document">The text.</param>
internal sealed class TextPlaces(DocumentText document)
{
    private int _line = 1;
    private int _characters;
    private int _charactersBeforeLine;
    private int _counted;

    /// <summary>Where a place is in the document as it came.</summary>
    /// <param name="offset">The place, in bytes of the text; not before the one asked for last.</param>
    /// <returns>The line and the character in it, from 1, and the bytes of the document before the place.</returns>
    public (int Line, int Column, long ByteOffset) At(int offset)
    {
        var between = document.Utf8[_counted..offset];
        _characters += document.CountCharacters(_counted, offset);
        _line += between.Count((byte)'\n');
        if (between.LastIndexOf((byte)'\n') is >= 0 and var last)
            _charactersBeforeLine = _characters - document.CountCharacters(_counted + last + 1, offset);
        _counted = offset;
        return (_line, _characters - _charactersBeforeLine + 1, document.OriginalOffset(offset, _characters));
    }
}
