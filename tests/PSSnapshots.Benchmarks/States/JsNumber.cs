using System.Buffers.Text;
using System.Globalization;

namespace PSSnapshots.Benchmarks.States;

/// <summary>
/// Numbers as JavaScript writes them: the shortest digits that read back as the same double, and an exponent only
/// below 1e-6 and from 1e21 on.
/// </summary>
internal static class JsNumber
{
    /// <summary>Enough for every finite double: sign, "0.00000" and 17 digits, or 21 digits.</summary>
    public const int MaximumLength = 32;

    private const int LargestPlainExponent = 20;
    private const int SmallestPlainExponent = -6;

    /// <summary>Writes <paramref name="value"/>, as <c>JSON.stringify</c> does, and returns the number of bytes.</summary>
    /// <remarks><paramref name="destination"/> holds at least <see cref="MaximumLength"/> bytes.</remarks>
    public static int Format(double value, Span<byte> destination)
    {
        if (value == 0) return Copy("0"u8, destination);
        if (!double.IsFinite(value)) return Copy("null"u8, destination);

        if (!value.TryFormat(destination, out int length, default, CultureInfo.InvariantCulture))
        {
            throw new ArgumentException("The destination is too short for a number.", nameof(destination));
        }

        // .NET writes the same digits, and differs only in when it uses an exponent.
        int mark = destination[..length].IndexOf((byte)'E');
        return mark < 0 ? length : Rearrange(destination, mark, length);
    }

    /// <summary>Turns .NET's <c>-1.25E-05</c> into JavaScript's <c>-0.0000125</c>.</summary>
    private static int Rearrange(Span<byte> number, int mark, int length)
    {
        int sign = number[0] == '-' ? 1 : 0;
        int exponent = ParseExponent(number[(mark + 1)..length]);

        Span<byte> digits = stackalloc byte[MaximumLength];
        digits[0] = number[sign];
        int count = 1;
        if (mark > sign + 1)
        {
            ReadOnlySpan<byte> fraction = number[(sign + 2)..mark];
            fraction.CopyTo(digits[1..]);
            count += fraction.Length;
        }

        return sign + Arrange(digits[..count], exponent, number[sign..]);
    }

    private static int ParseExponent(ReadOnlySpan<byte> text)
    {
        bool negative = text[0] == '-';
        _ = Utf8Parser.TryParse(text[1..], out int exponent, out _);
        return negative ? -exponent : exponent;
    }

    /// <summary>Lays out d.ddd × 10^<paramref name="exponent"/>.</summary>
    private static int Arrange(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        int integral = exponent + 1;

        if (exponent is < SmallestPlainExponent or > LargestPlainExponent)
        {
            return ArrangeWithExponent(digits, exponent, destination);
        }

        if (integral <= 0)
        {
            int length = Copy("0."u8, destination);
            destination.Slice(length, -integral).Fill((byte)'0');
            length -= integral;
            return length + Copy(digits, destination[length..]);
        }

        // .NET uses no exponent for a large number with a fraction, so all digits are before the decimal point.
        int written = Copy(digits, destination);
        destination[written..integral].Fill((byte)'0');
        return integral;
    }

    private static int ArrangeWithExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        int length = Copy(digits[..1], destination);
        if (digits.Length > 1)
        {
            destination[length++] = (byte)'.';
            length += Copy(digits[1..], destination[length..]);
        }

        destination[length++] = (byte)'e';
        destination[length++] = exponent < 0 ? (byte)'-' : (byte)'+';
        _ = Utf8Formatter.TryFormat(Math.Abs(exponent), destination[length..], out int written);
        return length + written;
    }

    private static int Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        source.CopyTo(destination);
        return source.Length;
    }
}
