using System.Globalization;
using System.Numerics;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>The JSON of scalars that JSON has no type for, both ways; <see cref="TypeNote"/> lists them.</summary>
internal static class ScalarText
{
    private const long MaxPlainInt32 = int.MaxValue;

    public static bool TryWrite(object value, Utf8Output output, out TypeNote? note)
    {
        note = value switch
        {
            sbyte => TypeNote.SByte,
            byte => TypeNote.Byte,
            short => TypeNote.Int16,
            ushort => TypeNote.UInt16,
            uint => TypeNote.UInt32,
            long number => number is >= int.MinValue and <= MaxPlainInt32 ? TypeNote.Int64 : null,
            ulong => TypeNote.UInt64,
            BigInteger number => number >= long.MinValue && number <= long.MaxValue ? TypeNote.BigInteger : null,
            float => TypeNote.Single,
            double number => double.IsFinite(number) ? null : TypeNote.Double,
            decimal => TypeNote.Decimal,
            char => TypeNote.Char,
            DateTime => TypeNote.DateTime,
            DateTimeOffset => TypeNote.DateTimeOffset,
            DateOnly => TypeNote.DateOnly,
            TimeOnly => TypeNote.TimeOnly,
            TimeSpan => TypeNote.TimeSpan,
            Guid => TypeNote.Guid,
            Version => TypeNote.Version,
            Uri => TypeNote.Uri,
            byte[] => TypeNote.Bytes,
            _ => null,
        };
        switch (value)
        {
            case sbyte or byte or short or ushort or uint or long or ulong or BigInteger or decimal:
                WriteNumber(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), output);
                return true;
            case double number when double.IsFinite(number):
                WriteNumber(JsonNumber.Format(number), output);
                return true;
            case float number when float.IsFinite(number):
                WriteNumber(number.ToString("R", CultureInfo.InvariantCulture), output);
                return true;
            case byte[] bytes:
                output.Text(Convert.ToBase64String(bytes));
                return true;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly:
                output.Text(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                return true;
            case TimeSpan span:
                output.Text(span.ToString("c", CultureInfo.InvariantCulture));
                return true;
            case Uri uri:
                output.Text(uri.OriginalString);
                return true;
            case float or double or char or Guid or Version:
                output.Text(Convert.ToString(value, CultureInfo.InvariantCulture));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a scalar with a note; false where the text is none of that type, and then stands as it is.</summary>
    public static bool TryRead(TypeNote note, JsonSlice json, out object? value)
    {
        var text = json.First == (byte)'"' ? JsonText.Unescape(json.Span[1..^1]) : Encoding.UTF8.GetString(json.Span);
        var culture = CultureInfo.InvariantCulture;
        var isNumber = JsonEquality.KindOf(json.First) == JsonKind.Number;
        value = note switch
        {
            TypeNote.SByte when isNumber && sbyte.TryParse(text, culture, out var number) => number,
            TypeNote.Byte when isNumber && byte.TryParse(text, culture, out var number) => number,
            TypeNote.Int16 when isNumber && short.TryParse(text, culture, out var number) => number,
            TypeNote.UInt16 when isNumber && ushort.TryParse(text, culture, out var number) => number,
            TypeNote.UInt32 when isNumber && uint.TryParse(text, culture, out var number) => number,
            TypeNote.Int64 when isNumber && long.TryParse(text, culture, out var number) => number,
            TypeNote.UInt64 when isNumber && ulong.TryParse(text, culture, out var number) => number,
            TypeNote.BigInteger when isNumber && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var number) => number,
            TypeNote.Single when float.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            TypeNote.Double when double.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            TypeNote.Decimal when isNumber && decimal.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            TypeNote.Char when text.Length == 1 => text[0],
            TypeNote.DateTime when DateTime.TryParseExact(text, "O", culture, DateTimeStyles.RoundtripKind, out var time) => time,
            TypeNote.DateTimeOffset when DateTimeOffset.TryParseExact(text, "O", culture, DateTimeStyles.None, out var time) => time,
            TypeNote.DateOnly when DateOnly.TryParseExact(text, "O", culture, DateTimeStyles.None, out var date) => date,
            TypeNote.TimeOnly when TimeOnly.TryParseExact(text, "O", culture, DateTimeStyles.None, out var time) => time,
            TypeNote.TimeSpan when TimeSpan.TryParseExact(text, "c", culture, out var span) => span,
            TypeNote.Guid when Guid.TryParse(text, out var guid) => guid,
            TypeNote.Version when Version.TryParse(text, out var version) => version,
            TypeNote.Uri when Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) => uri,
            TypeNote.Bytes when TryDecode(text, out var bytes) => bytes,
            _ => null,
        };
        return value is not null;
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[(text.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return false;
        Array.Resize(ref bytes, length);
        return true;
    }

    private static void WriteNumber(string text, Utf8Output output) => output.Json(Encoding.ASCII.GetBytes(text));
}
