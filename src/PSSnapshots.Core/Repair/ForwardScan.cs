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
                ErrorOffset = (int)reader.BytesConsumed;
                var isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
                if (!followsName && !isEnd && reader.CurrentDepth is 1 or 2) Items.Add(new ItemStart((int)reader.TokenStartIndex, reader.CurrentDepth));
            }
            ErrorOffset = json.Length;
            if (reader.TokenType == JsonTokenType.EndObject) OpenContainers = reader.CurrentDepth;
        }
        catch (JsonException)
        {
            // ErrorOffset remains after the last valid token.
        }
    }

    /// <summary>The items, in document order. The last one may be incomplete.</summary>
    public List<ItemStart> Items { get; } = [];

    /// <summary>The offset after the last token before a syntax error; the document's length if there is no error.</summary>
    public int ErrorOffset { get; private set; }

    /// <summary>
    /// The number of objects and arrays that are still open after the document's last closing brace: 0 for a complete document;
    /// <see langword="null"/> if the document has a syntax error or ends within a value.
    /// </summary>
    public int? OpenContainers { get; }
}
