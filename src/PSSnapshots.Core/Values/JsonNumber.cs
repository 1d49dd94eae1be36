using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>Compares JSON numbers of any size by their exact decimal value: 1, 1.0 and 10e-1 are equal.</summary>
internal static class JsonNumber
{
    // Leaves room for the number of digits that is added to the exponent.
    private const long MaxPower = long.MaxValue / 2;

    /// <summary>The number of digits that always fit in a <see cref="long"/>.</summary>
    private const int ShortDigits = 18;

    /// <summary>Returns true if two numbers have the same decimal value.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right)) return true;
        // An integer has only one spelling in plain digits.
        if (left.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && right.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) return false;
        // Without exponents, equal numbers differ only in trailing zeros of the fraction.
        if (left.IndexOfAny((byte)'e', (byte)'E') < 0 && right.IndexOfAny((byte)'e', (byte)'E') < 0)
            return WithoutFinalZeros(left).SequenceEqual(WithoutFinalZeros(right));
        return TryNormalize(left, out var one) && TryNormalize(right, out var other) && one == other;
    }

    /// <summary>Returns a hash code that is the same for equal numbers.</summary>
    /// <remarks>Hashing the rounded double would be faster, but any number of values could then collide.</remarks>
    public static int HashOf(ReadOnlySpan<byte> number)
    {
        if (number.Length <= ShortDigits && Utf8Parser.TryParse(number, out long integer, out var used) && used == number.Length && integer != 0)
        {
            long power = 0;
            for (; integer % 10 == 0; integer /= 10) power++;
            return HashCode.Combine(Math.Abs(integer), integer < 0, power);
        }
        if (!TryNormalize(number, out var form))
        {
            var hash = new HashCode();
            hash.AddBytes(number);
            return hash.ToHashCode();
        }
        if (form.Digits.Length <= ShortDigits) return HashCode.Combine(long.Parse(form.Digits, CultureInfo.InvariantCulture), form.Negative, form.Power);
        return HashCode.Combine(form.Digits, form.Negative, form.Power);
    }

    private static ReadOnlySpan<byte> WithoutFinalZeros(ReadOnlySpan<byte> number)
    {
        if (number.Contains((byte)'.')) number = number.TrimEnd((byte)'0').TrimEnd((byte)'.');
        return number.SequenceEqual("-0"u8) ? number[1..] : number;
    }

    /// <summary>
    /// Gets the sign, the digits without leading and trailing zeros, and the power of ten. Returns false if the exponent
    /// is too large; such a number is equal only to the same text.
    /// </summary>
    private static bool TryNormalize(ReadOnlySpan<byte> number, out (bool Negative, string Digits, long Power) form)
    {
        var negative = number[0] == (byte)'-';
        if (negative) number = number[1..];
        long power = 0;
        var mark = number.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            var exponent = number[(mark + 1)..];
            if (exponent[0] == (byte)'+') exponent = exponent[1..];
            if (!Utf8Parser.TryParse(exponent, out power, out var used) || used != exponent.Length || power is < -MaxPower or > MaxPower)
            {
                form = default;
                return false;
            }
            number = number[..mark];
        }
        var digits = Encoding.ASCII.GetString(number);
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            power -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }
        var trimmed = digits.TrimEnd('0');
        power += digits.Length - trimmed.Length;
        trimmed = trimmed.TrimStart('0');
        form = trimmed.Length == 0 ? (false, "0", 0) : (negative, trimmed, power);
        return true;
    }

    /// <summary>Returns true if the number is written without a fraction and an exponent.</summary>
    public static bool IsInteger(ReadOnlySpan<byte> number) => number.IndexOfAny(".eE"u8) < 0;

    /// <summary>Returns the shortest JSON text that reads back as the same double. It always has a fraction or an exponent, unlike an integer.</summary>
    public static string Format(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".E") < 0 ? text + ".0" : text;
    }
}
