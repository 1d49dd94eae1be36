using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PSSnapshots.Values;

/// <summary>
/// Scans the tokens of JSON (RFC 8259). Each method takes the start of a token and returns the position after it, or −1
/// if there is no such token. Given −1, each method returns −1, so that a chain of calls needs only one check at the
/// end.
/// </summary>
internal static class JsonGrammar
{
    /// <summary>Returns the position after any white space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AfterBlanks(ReadOnlySpan<byte> json, int at) =>
        (uint)at >= (uint)json.Length || json[at] > ' ' ? at : AfterBlankRun(json, at);

    /// <summary>Returns the position after a string.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">The position of the opening quote.</param>
    /// <param name="isEscaped">True if the string has escapes.</param>
    public static int AfterString(ReadOnlySpan<byte> json, int at, out bool isEscaped)
    {
        isEscaped = false;
        at++;
        while (true)
        {
            at = NextQuoteOrEscape(json, at);
            if (at < 0) return -1;
            if (json[at] == '"') return at + 1;
            isEscaped = true;
            at = AfterEscape(json, at);
            if (at < 0) return -1;
        }
    }

    /// <summary>Returns the position after a number. The caller checks that the next character can follow a number.</summary>
    public static int AfterNumber(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length) return -1;
        if (json[at] == '-') at++;
        at = (uint)at < (uint)json.Length && json[at] == '0' ? at + 1 : AfterDigits(json, at);
        if ((uint)at < (uint)json.Length && json[at] == '.') at = AfterDigits(json, at + 1);
        if ((uint)at < (uint)json.Length && json[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if ((uint)at < (uint)json.Length && json[at] is (byte)'+' or (byte)'-') at++;
            at = AfterDigits(json, at);
        }
        return at;
    }

    /// <summary>Returns the position after <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public static int AfterLiteral(ReadOnlySpan<byte> json, int at)
    {
        if ((uint)at >= (uint)json.Length) return -1;
        var literal = json[at] switch
        {
            (byte)'t' => "true"u8,
            (byte)'f' => "false"u8,
            _ => "null"u8,
        };
        return json[at..].StartsWith(literal) ? at + literal.Length : -1;
    }

    private static int AfterBlankRun(ReadOnlySpan<byte> json, int at)
    {
        // White space in indented text is mostly a line break and several spaces: test 16 bytes at a time.
        while (at <= json.Length - Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);
            var blank = Vector128.Equals(bytes, Vector128.Create((byte)' '))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\n'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\r'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\t'));
            var other = ~blank.ExtractMostSignificantBits() & 0xFFFF;
            if (other != 0) return at + BitOperations.TrailingZeroCount(other);
            at += Vector128<byte>.Count;
        }
        while (at < json.Length && json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return at;
    }

    /// <summary>Returns the position of the next quote or backslash, or −1 if a control character or the end of the text comes first.</summary>
    private static int NextQuoteOrEscape(ReadOnlySpan<byte> json, int at)
    {
        // Most strings are shorter than a vector: one load and one branch replace a branch per byte.
        while (at <= json.Length - Vector128<byte>.Count)
        {
            var bytes = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(json), (nuint)at);
            var stops = (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.Equals(bytes, Vector128.Min(bytes, Vector128.Create((byte)0x1F)))).ExtractMostSignificantBits();
            if (stops != 0)
            {
                at += BitOperations.TrailingZeroCount(stops);
                return json[at] < ' ' ? -1 : at;
            }
            at += Vector128<byte>.Count;
        }
        for (; (uint)at < (uint)json.Length; at++)
        {
            if (json[at] is (byte)'"' or (byte)'\\') return at;
            if (json[at] < ' ') return -1;
        }
        return -1;
    }

    private static int AfterEscape(ReadOnlySpan<byte> json, int at)
    {
        if (at + 1 >= json.Length) return -1;
        switch (json[at + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                return at + 2;
            case (byte)'u':
                if (at + 6 > json.Length) return -1;
                foreach (var digit in json.Slice(at + 2, 4))
                    if (!char.IsAsciiHexDigit((char)digit)) return -1;
                return at + 6;
            default:
                return -1;
        }
    }

    private static int AfterDigits(ReadOnlySpan<byte> json, int at)
    {
        var start = at;
        while ((uint)at < (uint)json.Length && (uint)(json[at] - '0') <= 9) at++;
        return at == start ? -1 : at;
    }
}
