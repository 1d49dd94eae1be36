using System.Text;

namespace PSSnapshots.Conversion;

/// <summary>
/// Puts together the JSON documents of a pipeline's texts: a text may be a document, or a line of one, as Get-Content
/// gives them.
/// </summary>
internal sealed class JsonDocuments
{
    private StringBuilder? _lines;
    private bool _isClosed;
    private bool _hasGiven;
    private string? _blank;

    /// <summary>Whether the next text is a line of the document whose lines have come so far: its closing brace, which is not indented, has not.</summary>
    public bool IsInside => _lines is not null && !_isClosed;

    /// <summary>Takes a text, and gives the documents that are whole with it.</summary>
    public IEnumerable<string> Add(string text)
    {
        if (_lines is null && string.IsNullOrWhiteSpace(text))
        {
            // Blank lines around documents are nothing; where nothing else comes they are an empty document.
            _blank = text;
            yield break;
        }
        _hasGiven = true;
        if (_lines is not null && !IsDocument(text) && !IsFirstLine(text))
        {
            _lines.Append('\n').Append(text);
            _isClosed = text is ['}', ..];
            yield break;
        }
        foreach (var before in End()) yield return before;
        if (IsFirstLine(text) && !IsDocument(text)) _lines = new StringBuilder(text);
        else yield return text;
    }

    /// <summary>Gives the document whose lines have come so far, if there is one.</summary>
    public IEnumerable<string> End()
    {
        var text = _lines?.ToString() ?? (_hasGiven ? null : _blank);
        _lines = null;
        _isClosed = false;
        _blank = null;
        if (text is not null) yield return text;
    }

    /// <summary>
    /// Whether text is a document of its own rather than a line of one: it has lines itself, or begins and ends as an
    /// object does, which inside a document only indented lines do.
    /// </summary>
    private static bool IsDocument(string text) => text.Contains('\n', StringComparison.Ordinal) || (text.Length > 1 && text[0] == '{' && text[^1] == '}');

    /// <summary>Whether text can be the first line of a document that goes on: inside one, lines that begin so are indented.</summary>
    private static bool IsFirstLine(string text) => text.AsSpan().TrimStart('\uFEFF') is ['{', ..];
}
