using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Reads a document's tokens one by one, and notices where white space stands between them: a stretch without any
/// can be kept as it is, and any other is compacted.
/// </summary>
/// <remarks>
/// It takes exactly what <see cref="Utf8JsonReader"/> takes. A value whose parts nobody asks for is passed in one
/// tight loop, which is what makes a pass faster than the framework's. Where a text is no JSON, the framework's
/// reader goes over it again and says what is wrong and where: that way of the two need not be fast.
/// </remarks>
internal ref struct JsonTokens
{
    /// <summary>Above the depth that a value may have, by the levels that the format puts around one.</summary>
    public const int MaxDocumentDepth = JsonValue.MaxDepth + 16;

    private readonly int _base;
    private readonly CompactText _compact;
    private readonly ReadOnlySpan<byte> _json;

    // For each level whether it is an object; the level of the document's value is 0.
    private readonly bool[] _isObject = new bool[MaxDocumentDepth];
    private int _depth;
    private int _end;
    private bool _isEscaped;
    private bool _spaced;

    /// <param name="document">The text.</param>
    public JsonTokens(DocumentText document)
    {
        _base = document.Start;
        _compact = new CompactText(document.Buffer, document.Start);
        _json = document.Utf8;
    }

    public JsonTokenType Type { get; private set; }

    /// <summary>Where the token begins, in bytes of the text.</summary>
    public int Start { get; private set; }

    /// <summary>The token's bytes; of a string or a name those between the quotes, escapes as they stand.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>The token's bytes, of a string or a name without escapes.</summary>
    public readonly ReadOnlySpan<byte> Plain => _isEscaped ? Encoding.UTF8.GetBytes(JsonText.Unescape(Raw)) : Raw;

    /// <summary>A string's or a name's text; lone surrogates stay as they are.</summary>
    public readonly string Text => _isEscaped ? JsonText.Unescape(Raw) : Encoding.UTF8.GetString(Raw);

    public readonly bool TryGetInt32(out int value) => Utf8Parser.TryParse(Raw, out value, out var used) && used == Raw.Length;

    /// <summary>Goes to the next token; false at the end of the document.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public bool Read()
    {
        var at = AfterBlanks(_end);
        switch (Type)
        {
            case JsonTokenType.None or JsonTokenType.PropertyName:
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (TryClose(at)) return true;
                break;
            default:
                if (_depth == 0)
                {
                    if (at != _json.Length) Fail();
                    return false;
                }
                if (TryClose(at)) return true;
                if (!Is(at, ',')) Fail();
                at = AfterBlanks(at + 1);
                break;
        }
        if (Type != JsonTokenType.PropertyName && _depth > 0 && _isObject[_depth - 1]) ReadName(at);
        else ReadValue(at);
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
        return _compact.Take(_base + stretch.Start, _end - stretch.Start, !spaced);
    }

    /// <summary>Goes to the last token of the value that begins here.</summary>
    /// <returns>How deep arrays and objects stand in one another in the value.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public int Skip()
    {
        if (Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return 0;
        var isObject = _isObject[_depth - 1];
        var at = JsonSkip.AfterContainer(_json, _end, _isObject, _depth, ref _spaced, out var deepest);
        if (at < 0) Fail();
        Start = at - 1;
        Set(isObject ? JsonTokenType.EndObject : JsonTokenType.EndArray, Start, 1, at);
        var levels = deepest - _depth + 1;
        _depth--;
        return levels;
    }

    private void ReadName(int at)
    {
        if (!Is(at, '"')) Fail();
        var after = JsonGrammar.AfterString(_json, at, out _isEscaped);
        if (after < 0) Fail();
        Start = at;
        var colon = AfterBlanks(after);
        if (!Is(colon, ':')) Fail();
        Set(JsonTokenType.PropertyName, at + 1, after - at - 2, colon + 1);
    }

    private void ReadValue(int at)
    {
        if ((uint)at >= (uint)_json.Length) Fail();
        Start = at;
        _isEscaped = false;
        var first = _json[at];
        int after;
        switch (first)
        {
            case (byte)'"':
                after = JsonGrammar.AfterString(_json, at, out _isEscaped);
                if (after < 0) Fail();
                Set(JsonTokenType.String, at + 1, after - at - 2, after);
                return;
            case (byte)'{' or (byte)'[':
                if (_depth == MaxDocumentDepth) Fail();
                _isObject[_depth++] = first == '{';
                Set(first == '{' ? JsonTokenType.StartObject : JsonTokenType.StartArray, at, 1, at + 1);
                return;
            case (byte)'t' or (byte)'f' or (byte)'n':
                after = JsonGrammar.AfterLiteral(_json, at);
                if (after < 0) Fail();
                Set(first switch { (byte)'t' => JsonTokenType.True, (byte)'f' => JsonTokenType.False, _ => JsonTokenType.Null }, at, after - at, after);
                return;
            default:
                after = JsonGrammar.AfterNumber(_json, at);
                if (!EndsNumber(after)) Fail();
                Set(JsonTokenType.Number, at, after - at, after);
                return;
        }
    }

    private bool TryClose(int at)
    {
        var isObject = _isObject[_depth - 1];
        if (!Is(at, isObject ? '}' : ']')) return false;
        _depth--;
        Start = at;
        Set(isObject ? JsonTokenType.EndObject : JsonTokenType.EndArray, at, 1, at + 1);
        return true;
    }

    private void Set(JsonTokenType type, int rawStart, int rawLength, int end)
    {
        Type = type;
        Raw = _json.Slice(rawStart, rawLength);
        _end = end;
    }

    private int AfterBlanks(int at)
    {
        var after = JsonGrammar.AfterBlanks(_json, at);
        if (after != at) _spaced = true;
        return after;
    }

    private readonly bool Is(int at, char mark) => (uint)at < (uint)_json.Length && _json[at] == mark;

    /// <summary>
    /// Whether a number can end here. It would be found out with the next token, but the framework's reader finds it
    /// out with this one, before anything is said of the number.
    /// </summary>
    private readonly bool EndsNumber(int after) =>
        after == _json.Length ? _depth == 0 : after > 0 && ",}] \t\r\n/"u8.Contains(_json[after]);

    /// <summary>Lets the framework's reader say what is wrong with the text, and where.</summary>
    [DoesNotReturn]
    private readonly void Fail()
    {
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = MaxDocumentDepth });
        while (reader.Read())
        {
            // It throws before it comes to the end.
        }
        throw new UnreachableException("The framework's reader takes what this one does not.");
    }

    public readonly record struct Stretch(int Start, bool SpacedBefore);
}
