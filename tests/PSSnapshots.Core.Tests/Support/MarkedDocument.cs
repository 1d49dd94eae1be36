using System.Text;

namespace PSSnapshots.Core.Tests.Support;

/// <summary>A document in which the character § marks a position. The character itself is not part of the document.</summary>
internal sealed class MarkedDocument
{
    private readonly string _before;

    public MarkedDocument(string marked)
    {
        var place = marked.IndexOf('§', StringComparison.Ordinal);
        _before = marked[..place];
        Text = _before + marked[(place + 1)..];
    }

    public string Text { get; }

    public int Line => _before.Count(unit => unit == '\n') + 1;

    public int Column => _before.Length - _before.LastIndexOf('\n');

    public int OffsetIn(Encoding encoding) => encoding.GetByteCount(_before);
}
