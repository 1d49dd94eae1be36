using System.Text;

namespace PSSnapshots.Conversion;

/// <summary>Assembles JSON documents from pipeline strings. A string is a document or, as from Get-Content, a line of one.</summary>
internal sealed class JsonDocuments
{
    private StringBuilder? _lines;
    private bool _isClosed;
    private bool _hasGiven;
    private string? _blank;

    /// <summary>Gets whether the closing brace of the current document, which is not indented, has not arrived yet.</summary>
    public bool IsInside => _lines is not null && !_isClosed;

    /// <summary>Adds a string, and returns the documents that it completes.</summary>
    public IEnumerable<string> Add(string text)
    {
        if (_lines is null && string.IsNullOrWhiteSpace(text))
        {
            // Blank lines around documents are ignored. If there is nothing else, they are an empty
            // document.
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

    /// <summary>Returns the incomplete document, if there is one.</summary>
    public IEnumerable<string> End()
    {
        var text = _lines?.ToString() ?? (_hasGiven ? null : _blank);
        _lines = null;
        _isClosed = false;
        _blank = null;
        if (text is not null) yield return text;
    }

    /// <summary>
    /// Returns whether a string is a complete document: it has several lines, or starts and ends with braces, which
    /// only indented lines do within a document.
    /// </summary>
    private static bool IsDocument(string text) => text.Contains('\n', StringComparison.Ordinal) || (text.Length > 1 && text[0] == '{' && text[^1] == '}');

    /// <summary>Returns whether a string can be the first line of a document. Within a document, such lines are indented.</summary>
    private static bool IsFirstLine(string text) => text.AsSpan().TrimStart('\uFEFF') is ['{', ..];
}
