using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace PSSnapshots.Values;

/// <summary>
/// Escapes, unescapes and compares JSON strings. Only the characters that RFC 8259, section 7 requires and lone surrogates
/// are escaped, as JSON.stringify does (ECMA-262, QuoteJSONString).
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f" +
        "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    /// <summary>Writes text as a JSON string, including its quotes.</summary>
    public static void WriteQuoted(ReadOnlySpan<char> text, Utf8Output output)
    {
        if (TryWritePlain(text, output)) return;
        output.Append((byte)'"');
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0) plain = text.Length;
            WriteUnescaped(text[..plain], output);
            if (plain == text.Length) break;
            WriteEscape(text[plain], output);
            text = text[(plain + 1)..];
        }
        output.Append((byte)'"');
    }

    /// <summary>Returns the text of a JSON string from the raw bytes between its quotes. Lone surrogates are preserved.</summary>
    public static string Unescape(ReadOnlySpan<byte> raw)
    {
        var escape = raw.IndexOf((byte)'\\');
        if (escape < 0) return Encoding.UTF8.GetString(raw);
        var text = new StringBuilder(raw.Length);
        while (escape >= 0)
        {
            text.Append(Encoding.UTF8.GetString(raw[..escape]));
            text.Append(ReadEscape(raw[escape..], out var length));
            raw = raw[(escape + length)..];
            escape = raw.IndexOf((byte)'\\');
        }
        return text.Append(Encoding.UTF8.GetString(raw)).ToString();
    }

    /// <summary>Returns true if a raw name (the bytes between the quotes) is the given name after unescaping.</summary>
    public static bool NameEquals(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> name) =>
        raw.SequenceEqual(name) || (raw.Contains((byte)'\\') && Unescape(raw) == Encoding.UTF8.GetString(name));

    /// <summary>Returns true if two raw strings (the bytes between the quotes) are the same text after unescaping.</summary>
    public static bool TextEquals(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> other) =>
        raw.SequenceEqual(other) || ((raw.Contains((byte)'\\') || other.Contains((byte)'\\')) && Unescape(raw) == Unescape(other));

    /// <summary>Converts JSON text from UTF-16 to UTF-8. A lone surrogate, which UTF-8 cannot encode, becomes a JSON escape.</summary>
    public static byte[] ToUtf8(ReadOnlySpan<char> json) => ToUtf8(json, []);

    /// <summary>Converts JSON text from UTF-16 to UTF-8, and adds the positions of the escapes that replace lone surrogates.</summary>
    public static byte[] ToUtf8(ReadOnlySpan<char> json, List<int> escapes)
    {
        using var output = new Utf8Output();
        WriteUnescaped(json, output, escapes);
        return output.ToArray();
    }

    private static void WriteUnescaped(ReadOnlySpan<char> text, Utf8Output output, List<int>? escapes = null)
    {
        while (!text.IsEmpty)
        {
            var target = output.GetSpan(Math.Min(text.Length, 8192) * 3);
            var status = Utf8.FromUtf16(text, target, out var read, out var written, replaceInvalidSequences: false);
            output.Advance(written);
            text = text[read..];
            if (status != OperationStatus.InvalidData) continue;
            if (escapes is not null && EndsInOpenEscape(output.Written))
            {
                // An escape after an open backslash would read as an escaped backslash and make invalid JSON valid.
                output.Append("\uFFFD"u8);
            }
            else
            {
                escapes?.Add(output.Written.Length);
                WriteEscape(text[0], output);
            }
            text = text[1..];
        }
    }

    private static bool EndsInOpenEscape(ReadOnlySpan<byte> json) => (json.Length - json.TrimEnd((byte)'\\').Length) % 2 == 1;

    /// <summary>
    /// Writes a short text without escapes, including its quotes, after a single check of the buffer's capacity. Nearly
    /// every text is of this kind; the shortcut halves the time that an export of a running workflow spends on strings.
    /// </summary>
    private static bool TryWritePlain(ReadOnlySpan<char> text, Utf8Output output)
    {
        const int LongestUtf8Unit = 3;
        if (text.Length > 256 || text.ContainsAny(Escaped)) return false;
        var target = output.GetSpan((text.Length * LongestUtf8Unit) + 2);
        if (Utf8.FromUtf16(text, target[1..], out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done) return false;
        target[0] = (byte)'"';
        target[written + 1] = (byte)'"';
        output.Advance(written + 2);
        return true;
    }

    private static void WriteEscape(char unit, Utf8Output output)
    {
        ReadOnlySpan<byte> shortForm = unit switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => [],
        };
        if (!shortForm.IsEmpty)
        {
            output.Append(shortForm);
            return;
        }
        Span<byte> hex = stackalloc byte[4];
        ((int)unit).TryFormat(hex, out _, "x4", CultureInfo.InvariantCulture);
        output.Append("\\u"u8);
        output.Append(hex);
    }

    private static char ReadEscape(ReadOnlySpan<byte> raw, out int length)
    {
        length = 2;
        switch (raw[1])
        {
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u':
                length = 6;
                return (char)ushort.Parse(raw.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default: return (char)raw[1];
        }
    }
}
