using System.Text.Json;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Finds the ends of whole JSON values in a text that may be damaged. Where a value is no JSON there is no exception,
/// only −1: in a damaged text that is no exception.
/// </summary>
internal static class JsonUnit
{
    /// <summary>The place after a value (RFC 8259), or −1 where none stands here.</summary>
    public static int AfterValue(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length) return -1;
        if (json[at] is not ((byte)'{' or (byte)'[')) return AfterScalar(json, at);
        Span<bool> isObject = stackalloc bool[JsonTokens.MaxDocumentDepth];
        var depth = 0;
        isObject[depth++] = json[at++] == '{';
        var opened = true;
        while (true)
        {
            at = JsonGrammar.AfterBlanks(json, at);
            if (Is(json, at, isObject[depth - 1] ? '}' : ']'))
            {
                at++;
                opened = false;
                if (--depth == 0) return at;
                continue;
            }
            if (!opened)
            {
                if (!Is(json, at, ',')) return -1;
                at = JsonGrammar.AfterBlanks(json, at + 1);
            }
            opened = false;
            if (isObject[depth - 1])
            {
                at = AfterName(json, at);
                if (at < 0) return -1;
            }
            if ((uint)at >= (uint)json.Length) return -1;
            if (json[at] is (byte)'{' or (byte)'[')
            {
                if (depth == isObject.Length) return -1;
                isObject[depth++] = json[at++] == '{';
                opened = true;
                continue;
            }
            at = AfterScalar(json, at);
            if (at < 0) return -1;
        }
    }

    /// <summary>The place of the value behind a member's name and colon, or −1 where none of both stands here.</summary>
    public static int AfterName(ReadOnlySpan<byte> json, int at)
    {
        if (!Is(json, at, '"')) return -1;
        var colon = JsonGrammar.AfterString(json, at, out _);
        if (colon < 0) return -1;
        colon = JsonGrammar.AfterBlanks(json, colon);
        return Is(json, colon, ':') ? JsonGrammar.AfterBlanks(json, colon + 1) : -1;
    }

    /// <summary>Whether a value is JSON as far as the text goes, and only its end is not there.</summary>
    public static bool IsCut(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length) return at == json.Length;
        var options = new JsonReaderOptions { MaxDepth = JsonTokens.MaxDocumentDepth };
        var reader = new Utf8JsonReader(json[at..], isFinalBlock: false, new JsonReaderState(options));
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return false;
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a character stands at a place.</summary>
    public static bool Is(ReadOnlySpan<byte> json, int at, char mark) => (uint)at < (uint)json.Length && json[at] == mark;

    private static int AfterScalar(ReadOnlySpan<byte> json, int at) => json[at] switch
    {
        (byte)'"' => JsonGrammar.AfterString(json, at, out _),
        (byte)'t' or (byte)'f' or (byte)'n' => JsonGrammar.AfterLiteral(json, at),
        _ => JsonGrammar.AfterNumber(json, at),
    };
}
