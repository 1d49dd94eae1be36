using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Numerics;
using System.Text;
using System.Xml;

namespace PSSnapshots.Values;

/// <summary>Writes and reads scalars of types that JSON does not have, which <see cref="TypeNote"/> lists.</summary>
internal static class ScalarText
{
    private static readonly FrozenDictionary<Type, TypeNote> Notes = new Dictionary<Type, TypeNote>
    {
        [typeof(bool)] = TypeNote.Boolean,
        [typeof(string)] = TypeNote.String,
        [typeof(sbyte)] = TypeNote.SByte,
        [typeof(byte)] = TypeNote.Byte,
        [typeof(short)] = TypeNote.Int16,
        [typeof(ushort)] = TypeNote.UInt16,
        [typeof(int)] = TypeNote.Int32,
        [typeof(uint)] = TypeNote.UInt32,
        [typeof(long)] = TypeNote.Int64,
        [typeof(ulong)] = TypeNote.UInt64,
        [typeof(nint)] = TypeNote.IntPtr,
        [typeof(nuint)] = TypeNote.UIntPtr,
        [typeof(Int128)] = TypeNote.Int128,
        [typeof(UInt128)] = TypeNote.UInt128,
        [typeof(BigInteger)] = TypeNote.BigInteger,
        [typeof(Half)] = TypeNote.Half,
        [typeof(float)] = TypeNote.Single,
        [typeof(double)] = TypeNote.Double,
        [typeof(decimal)] = TypeNote.Decimal,
        [typeof(char)] = TypeNote.Char,
        [typeof(DateTime)] = TypeNote.DateTime,
        [typeof(DateTimeOffset)] = TypeNote.DateTimeOffset,
        [typeof(DateOnly)] = TypeNote.DateOnly,
        [typeof(TimeOnly)] = TypeNote.TimeOnly,
        [typeof(TimeSpan)] = TypeNote.TimeSpan,
        [typeof(Guid)] = TypeNote.Guid,
        [typeof(Version)] = TypeNote.Version,
        [typeof(Uri)] = TypeNote.Uri,
        [typeof(IPAddress)] = TypeNote.IPAddress,
        [typeof(MailAddress)] = TypeNote.MailAddress,
        [typeof(byte[])] = TypeNote.Bytes,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<TypeNote, Type> Types = Notes.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Returns the note of a scalar type, or <see langword="null"/> if the type has none.</summary>
    public static TypeNote? NoteOf(Type type) => Notes.TryGetValue(type, out var note) ? note : null;

    /// <summary>Returns the scalar type of a note, or <see langword="null"/> if the note is of another kind.</summary>
    public static Type? TypeOf(TypeNote note) => Types.GetValueOrDefault(note);

    /// <summary>Writes a scalar. The note is <see langword="null"/> if plain JSON already implies the type. Returns false if the type is not supported.</summary>
    public static bool TryWrite(object value, Utf8Output output, out TypeNote? note)
    {
        // The most frequent types are written without an intermediate string.
        switch (value)
        {
            case long number:
                note = number is < int.MinValue or > int.MaxValue ? null : TypeNote.Int64;
                output.Number(number);
                return true;
            case double number when double.IsFinite(number):
                note = null;
                WriteDouble(number, output);
                return true;
            case decimal number:
                note = TypeNote.Decimal;
                output.Formatted(number, default, isQuoted: false);
                return true;
            case DateTime time:
                note = TypeNote.DateTime;
                output.Formatted(time, "O", isQuoted: true);
                return true;
            case DateTimeOffset time:
                note = TypeNote.DateTimeOffset;
                output.Formatted(time, "O", isQuoted: true);
                return true;
            case TimeSpan span:
                note = TypeNote.TimeSpan;
                output.Formatted(span, "c", isQuoted: true);
                return true;
            case Guid guid:
                note = TypeNote.Guid;
                output.Formatted(guid, "D", isQuoted: true);
                return true;
            default:
                return TryWriteText(value, output, out note);
        }
    }

    /// <summary>Returns the JSON text of a scalar without quotes.</summary>
    public static string TextOf(object value) => value switch
    {
        string text => text,
        bool boolean => boolean ? "true" : "false",
        double number when double.IsFinite(number) => JsonNumber.Format(number),
        byte[] bytes => Convert.ToBase64String(bytes),
        DateTime or DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Uri uri => uri.OriginalString,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Reads a scalar as the noted type. Returns false if the text does not represent that type.</summary>
    public static bool TryRead(TypeNote note, JsonSlice json, out object? value)
    {
        var text = json.First == (byte)'"' ? JsonText.Unescape(json.Span[1..^1]) : Encoding.UTF8.GetString(json.Span);
        return TryParse(note, text, JsonEquality.KindOf(json.First) == JsonKind.Number, out value);
    }

    /// <summary>Reads the name of a member as a dictionary key of the noted type.</summary>
    public static bool TryReadKey(TypeNote note, string name, out object? key)
    {
        if (note != TypeNote.Boolean) return TryParse(note, name, isNumber: true, out key);
        key = name switch { "true" => true, "false" => false, _ => null };
        return key is not null;
    }

    /// <summary>Decodes base64 text (RFC 4648, section 4).</summary>
    public static bool TryDecodeBytes(string text, out byte[] bytes)
    {
        bytes = new byte[(text.Length * 3 / 4) + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return false;
        Array.Resize(ref bytes, length);
        return true;
    }

    private static void WriteDouble(double number, Utf8Output output)
    {
        var start = output.Written.Length;
        output.Formatted(number, "R", isQuoted: false);
        // As in JsonNumber.Format, a fraction or an exponent distinguishes the number from an integer.
        if (output.Written[start..].IndexOfAny(".E"u8) < 0) output.Json(".0"u8);
    }

    private static bool TryWriteText(object value, Utf8Output output, out TypeNote? note)
    {
        var plain = value is BigInteger number && (number < long.MinValue || number > long.MaxValue);
        note = plain ? null : NoteOf(value) is { } type and not (TypeNote.Boolean or TypeNote.Int32 or TypeNote.String) ? type : null;
        if (!plain && note is null) return false;
        var text = TextOf(value);
        if (IsNumber(value)) output.Json(Encoding.ASCII.GetBytes(text));
        else output.Text(text);
        return true;
    }

    private static bool TryParse(TypeNote note, string text, bool isNumber, out object? value)
    {
        var culture = CultureInfo.InvariantCulture;
        value = note switch
        {
            TypeNote.SByte when isNumber && sbyte.TryParse(text, culture, out var number) => number,
            TypeNote.Byte when isNumber && byte.TryParse(text, culture, out var number) => number,
            TypeNote.Int16 when isNumber && short.TryParse(text, culture, out var number) => number,
            TypeNote.UInt16 when isNumber && ushort.TryParse(text, culture, out var number) => number,
            TypeNote.Int32 when isNumber && int.TryParse(text, culture, out var number) => number,
            TypeNote.UInt32 when isNumber && uint.TryParse(text, culture, out var number) => number,
            TypeNote.Int64 when isNumber && long.TryParse(text, culture, out var number) => number,
            TypeNote.UInt64 when isNumber && ulong.TryParse(text, culture, out var number) => number,
            TypeNote.IntPtr when isNumber && nint.TryParse(text, culture, out var number) => number,
            TypeNote.UIntPtr when isNumber && nuint.TryParse(text, culture, out var number) => number,
            TypeNote.Int128 when isNumber && Int128.TryParse(text, culture, out var number) => number,
            TypeNote.UInt128 when isNumber && UInt128.TryParse(text, culture, out var number) => number,
            TypeNote.BigInteger when isNumber && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, culture, out var number) => number,
            TypeNote.Half when Half.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            TypeNote.Single when float.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            TypeNote.Double when double.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            TypeNote.Decimal when isNumber && decimal.TryParse(text, NumberStyles.Float, culture, out var number) => number,
            TypeNote.Char when text.Length == 1 => text[0],
            TypeNote.DateTime when RoundTripTime.TryRead(text, out var time) => time,
            TypeNote.DateTimeOffset when DateTimeOffset.TryParseExact(text, "O", culture, DateTimeStyles.None, out var time) => time,
            TypeNote.DateOnly when DateOnly.TryParseExact(text, "O", culture, DateTimeStyles.None, out var date) => date,
            TypeNote.TimeOnly when TimeOnly.TryParseExact(text, "O", culture, DateTimeStyles.None, out var time) => time,
            TypeNote.TimeSpan when TimeSpan.TryParseExact(text, "c", culture, out var span) => span,
            TypeNote.Guid when Guid.TryParse(text, out var guid) => guid,
            TypeNote.Version when Version.TryParse(text, out var version) => version,
            TypeNote.SemanticVersion => Materializer.MakeSemanticVersion(text),
            TypeNote.Uri when Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var uri) => uri,
            TypeNote.IPAddress when IPAddress.TryParse(text, out var address) => address,
            TypeNote.MailAddress => ReadMailAddress(text),
            TypeNote.Xml => ReadXml(text),
            TypeNote.Bytes when TryDecodeBytes(text, out var bytes) => bytes,
            _ => null,
        };
        return value is not null;
    }

    private static TypeNote? NoteOf(object value) => value is IPAddress ? TypeNote.IPAddress : NoteOf(value.GetType());

    private static bool IsNumber(object value) => value switch
    {
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        Half number => Half.IsFinite(number),
        _ => value is sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint or Int128 or UInt128 or BigInteger or decimal,
    };

    /// <summary>Unescapes quotes in the display name, which the framework writes escaped but does not read back.</summary>
    private static MailAddress? ReadMailAddress(string text)
    {
        var end = text.LastIndexOf("\" <", StringComparison.Ordinal);
        var isNamed = end > 0 && text[0] == '"' && text[^1] == '>';
        var address = isNamed ? text[(end + 3)..^1] : text;
        var name = isNamed ? text[1..end].Replace("\\\"", "\"", StringComparison.Ordinal) : null;
        return MailAddress.TryCreate(address, name, out var mail) ? mail : null;
    }

    /// <summary>Parses XML. Documents with a DTD remain strings, because a DTD can include files and expand without limit.</summary>
    private static XmlDocument? ReadXml(string text)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            document.Load(reader);
            return document;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
