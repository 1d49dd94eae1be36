using System.Text;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Reads a document's tokens one by one, and notices where white space stands between them: a stretch without any
/// can be kept as it is, and any other is compacted.
/// </summary>
internal ref struct JsonTokens
{
    /// <summary>Above the depth that a value may have, by the levels that the format puts around one.</summary>
    public const int MaxDocumentDepth = JsonValue.MaxDepth + 16;

    private readonly int _base;
    private readonly CompactText? _compact;
    private Utf8JsonReader _json;
    private long _end;
    private bool _afterValue;
    private bool _spaced;

    /// <param name="document">The text.</param>
    /// <param name="keep">Whether slices are wanted; where only the verdict is, none is made.</param>
    public JsonTokens(DocumentText document, bool keep)
    {
        _base = document.Start;
        _compact = keep ? new CompactText(document.Buffer) : null;
        _json = new Utf8JsonReader(document.Utf8, new JsonReaderOptions { MaxDepth = MaxDocumentDepth });
    }

    public readonly JsonTokenType Type => _json.TokenType;

    /// <summary>Where the token begins, in bytes of the text.</summary>
    public readonly int Start => (int)_json.TokenStartIndex;

    public readonly int Depth => _json.CurrentDepth;

    /// <summary>The token's bytes; of a string or a name those between the quotes, escapes as they stand.</summary>
    public readonly ReadOnlySpan<byte> Raw => _json.ValueSpan;

    /// <summary>The token's bytes, of a string or a name without escapes.</summary>
    public readonly ReadOnlySpan<byte> Plain =>
        _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonText.Unescape(_json.ValueSpan)) : _json.ValueSpan;

    /// <summary>A string's or a name's text; lone surrogates stay as they are.</summary>
    public readonly string Text => _json.ValueIsEscaped ? JsonText.Unescape(_json.ValueSpan) : Encoding.UTF8.GetString(_json.ValueSpan);

    public readonly bool TryGetInt32(out int value) => _json.TryGetInt32(out value);

    /// <summary>Goes to the next token; false at the end of the document.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public bool Read()
    {
        if (!_json.Read()) return false;
        var type = _json.TokenType;
        var separator = _afterValue && type is not (JsonTokenType.EndObject or JsonTokenType.EndArray) ? 1 : 0;
        if (_json.TokenStartIndex - _end != separator) _spaced = true;
        _end = _json.BytesConsumed;
        if (type == JsonTokenType.PropertyName)
        {
            // The reader counts the colon, and white space before it, to the name.
            if (_end - _json.TokenStartIndex != _json.ValueSpan.Length + 3) _spaced = true;
            _afterValue = false;
        }
        else
        {
            _afterValue = type is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        }
        return true;
    }

    /// <summary>Begins a stretch at the token; <see cref="End"/> gives its text.</summary>
    public Stretch Begin()
    {
        var stretch = new Stretch(Start, _spaced);
        _spaced = false;
        return stretch;
    }

    /// <summary>Ends a stretch with the token.</summary>
    public JsonSlice End(Stretch stretch)
    {
        var spaced = _spaced;
        _spaced |= stretch.SpacedBefore;
        return _compact is null ? default : _compact.Take(_base + stretch.Start, (int)_end - stretch.Start, !spaced);
    }

    /// <summary>Goes to the last token of the value that begins here.</summary>
    /// <returns>How deep arrays and objects stand in one another in the value.</returns>
    public int Skip()
    {
        if (Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return 0;
        var outer = Depth;
        var deepest = outer;
        while (Read() && Depth > outer)
            if (Depth > deepest && Type is (JsonTokenType.StartObject or JsonTokenType.StartArray)) deepest = Depth;
        return deepest - outer + 1;
    }

    public readonly record struct Stretch(int Start, bool SpacedBefore);
}
