using System.Text.Json;
using PSSnapshots.Serialization;

namespace PSSnapshots.Repair;

/// <summary>The fields and entries of a document up to its first syntax error.</summary>
internal sealed class ForwardScan
{
    /// <param name="json">The document, or one collection of it.</param>
    public ForwardScan(ReadOnlySpan<byte> json)
    {
        var options = new JsonReaderOptions { MaxDepth = JsonTokens.MaxDocumentDepth };
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(options));
        try
        {
            for (var followsName = false; reader.Read(); followsName = reader.TokenType == JsonTokenType.PropertyName)
            {
                (LastToken, End) = ((int)reader.TokenStartIndex, (int)reader.BytesConsumed);
                var isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
                if (!followsName && !isEnd && reader.CurrentDepth is 1 or 2) Items.Add(new ItemStart((int)reader.TokenStartIndex, reader.CurrentDepth));
            }
            HasNoError = true;
            if (reader.TokenType == JsonTokenType.EndObject) OpenContainers = reader.CurrentDepth;
        }
        catch (JsonException)
        {
            // The items before the error remain.
        }
    }

    /// <summary>The items, in document order. The last one may be incomplete.</summary>
    public List<ItemStart> Items { get; } = [];

    /// <summary>The offset of the last token. A syntax error is in it or follows it.</summary>
    public int LastToken { get; private set; }

    /// <summary>The offset after the last token.</summary>
    public int End { get; private set; }

    /// <summary>Whether there is no syntax error: the document is complete, or its end is missing.</summary>
    public bool HasNoError { get; private set; }

    /// <summary>
    /// The number of objects and arrays that are still open after the document's last closing brace: 0 for a complete document;
    /// <see langword="null"/> if the document has a syntax error or ends within a value.
    /// </summary>
    public int? OpenContainers { get; }
}
