namespace PSSnapshots.Serialization;

/// <summary>
/// Determines the lines, columns and bytes of ascending positions in a text. The counts continue from one position to the
/// next, because a long line can contain many positions.
/// </summary>
/// <param name="document">The text.</param>
internal sealed class TextPlaces(DocumentText document)
{
    private int _line = 1;
    private int _characters;
    private int _charactersBeforeLine;
    private int _counted;

    /// <summary>Returns the location of a position in the original document.</summary>
    /// <param name="offset">The position in bytes of the text. It must not be before the previous one.</param>
    /// <returns>The line and the column, from 1, and the number of bytes of the document before the position.</returns>
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
