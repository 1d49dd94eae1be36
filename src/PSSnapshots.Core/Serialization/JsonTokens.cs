using System.Buffers.Text;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Reads the tokens of a document, and tracks white space between them: a range of tokens without white space can share
/// the buffer of the document, and any other range is compacted.
/// </summary>
/// <remarks>
/// The reader accepts the same text as <see cref="Utf8JsonReader"/>. It is faster because it skips values in one tight
/// loop. If the text is not valid JSON, <see cref="Utf8JsonReader"/> reads it again to report the error; that path does not
/// need to be fast.
/// </remarks>
internal ref struct JsonTokens
{
    /// <summary>The maximum nesting depth of a document: that of a value, plus the levels of the format around it.</summary>
    public const int MaxDocumentDepth = JsonValue.MaxDepth + 16;

    private readonly int _base;
    private readonly SliceCompactor _compact;
    private readonly ReadOnlySpan<byte> _json;

    // Whether each open level is an object (true) or an array (false). The outermost level is 0.
    private readonly bool[] _isObject = new bool[MaxDocumentDepth];
    private int _depth;
    private int _end;
    private bool _isEscaped;
    private bool _spaced;

    /// <summary>Initializes a reader at the start of a text.</summary>
    /// <param name="document">The text.</param>
    public JsonTokens(DocumentText document)
    {
        _base = document.Start;
        _compact = new SliceCompactor(document.Buffer, document.Start);
        _json = document.Utf8;
    }

    /// <summary>The type of the current token.</summary>
    public JsonTokenType Type { get; private set; }

    /// <summary>The position of the current token in bytes of the text. For a string or a name, it is that of the opening quote.</summary>
    public int Start { get; private set; }

    /// <summary>The bytes of the token. For a string or a name, these are the bytes between the quotes, not unescaped.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>The bytes of the token. For a string or a name, these are the unescaped bytes between the quotes.</summary>
    public readonly ReadOnlySpan<byte> Plain => _isEscaped ? Encoding.UTF8.GetBytes(JsonText.Unescape(Raw)) : Raw;

    /// <summary>The unescaped text of a string or a name. Lone surrogates are preserved.</summary>
    public readonly string Text => _isEscaped ? JsonText.Unescape(Raw) : Encoding.UTF8.GetString(Raw);

    /// <summary>Reads a number token as a 32-bit integer.</summary>
    public readonly bool TryGetInt32(out int value) => Utf8Parser.TryParse(Raw, out value, out var used) && used == Raw.Length;

    /// <summary>Moves to the next token. Returns false at the end of the document.</summary>
    /// <exception cref="JsonException">The text is not valid JSON.</exception>
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

    /// <summary>Begins a range at the current token. <see cref="End"/> returns its text.</summary>
    public TokenRange Begin()
    {
        var range = new TokenRange(Start, _spaced);
        _spaced = false;
        return range;
    }

    /// <summary>Ends a range after the current token and returns its text as compact JSON.</summary>
    public JsonSlice End(TokenRange range)
    {
        var spaced = _spaced;
        _spaced |= range.SpacedBefore;
        return _compact.Take(_base + range.Start, _end - range.Start, !spaced);
    }

    /// <summary>Moves to the last token of the current value.</summary>
    /// <returns>The nesting depth of arrays and objects in the value; 0 for a scalar.</returns>
    /// <exception cref="JsonException">The text is not valid JSON.</exception>
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
    /// Returns true if the character at a position can follow a number. The next read would also detect the error, but
    /// Utf8JsonReader reports it with the number itself.
    /// </summary>
    private readonly bool EndsNumber(int after) =>
        after == _json.Length ? _depth == 0 : after > 0 && ",}] \t\r\n/"u8.Contains(_json[after]);

    /// <summary>Throws the exception of <see cref="Utf8JsonReader"/>, which describes the error and its position.</summary>
    [DoesNotReturn]
    private readonly void Fail()
    {
        var reader = new Utf8JsonReader(_json, new JsonReaderOptions { MaxDepth = MaxDocumentDepth });
        while (reader.Read())
        {
            // The reader throws before the end.
        }
        throw new UnreachableException("Utf8JsonReader accepts text that JsonTokens rejects.");
    }

    /// <summary>The start of a range of tokens.</summary>
    /// <param name="Start">The position of the first token.</param>
    /// <param name="SpacedBefore">Whether white space was found in the enclosing range before this one.</param>
    public readonly record struct TokenRange(int Start, bool SpacedBefore);
}
