using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>Compares JSON numbers by their exact decimal value, of whatever size: 1, 1.0 and 10e-1 are one number.</summary>
internal static class JsonNumber
{
    // Leaves room for the digits that move the power.
    private const long MaxPower = long.MaxValue / 2;

    /// <summary>So many digits fit a long.</summary>
    private const int ShortDigits = 18;

    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right)) return true;
        // There is one way to write an integer in digits only.
        if (left.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 && right.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0) return false;
        // Without an exponent there is one way to write a number, but for zeros at the end of a fraction.
        if (left.IndexOfAny((byte)'e', (byte)'E') < 0 && right.IndexOfAny((byte)'e', (byte)'E') < 0)
            return WithoutFinalZeros(left).SequenceEqual(WithoutFinalZeros(right));
        return TryNormalize(left, out var one) && TryNormalize(right, out var other) && one == other;
    }

    /// <summary>The same for equal numbers.</summary>
    /// <remarks>Rounding to a double would be quicker, but there is no limit to the numbers that round to the same one.</remarks>
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
    /// Gives digits without zeros at either end, and the power of ten they stand at. False for an exponent that
    /// hardly fits 64 bits or does not: such a number equals itself only.
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

    /// <summary>Whether the number is written as an integer, without fraction or exponent.</summary>
    public static bool IsInteger(ReadOnlySpan<byte> number) => number.IndexOfAny(".eE"u8) < 0;

    /// <summary>The shortest JSON text that reads back as the same double; a fraction or exponent tells it from an integer.</summary>
    public static string Format(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".E") < 0 ? text + ".0" : text;
    }
}
