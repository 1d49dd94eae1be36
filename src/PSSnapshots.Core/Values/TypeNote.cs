namespace PSSnapshots;

/// <summary>
/// The types that a value keeps though JSON has none for them. The list is closed: a file can name only these, so
/// that reading one never creates a type that the file chose. In JSON they stand in camelCase under
/// <c>valueTypes</c>, by JSON Pointer, beside data that stays plain.
/// </summary>
public enum TypeNote
{
    /// <summary><see cref="System.SByte"/>, a JSON number.</summary>
    SByte,

    /// <summary><see cref="System.Byte"/>, a JSON number.</summary>
    Byte,

    /// <summary><see cref="System.Int16"/>, a JSON number.</summary>
    Int16,

    /// <summary><see cref="System.UInt16"/>, a JSON number.</summary>
    UInt16,

    /// <summary><see cref="System.UInt32"/>, a JSON number.</summary>
    UInt32,

    /// <summary><see cref="System.Int64"/> of a value that also fits 32 bits, a JSON number.</summary>
    Int64,

    /// <summary><see cref="System.UInt64"/>, a JSON number.</summary>
    UInt64,

    /// <summary><see cref="System.Numerics.BigInteger"/>, a JSON number.</summary>
    BigInteger,

    /// <summary><see cref="System.Single"/>: a JSON number, or the text <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>.</summary>
    Single,

    /// <summary><see cref="System.Double"/> that is not finite: the text <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>.</summary>
    Double,

    /// <summary><see cref="System.Decimal"/>, a JSON number with the scale it had.</summary>
    Decimal,

    /// <summary><see cref="System.Char"/>, a string.</summary>
    Char,

    /// <summary><see cref="System.DateTime"/> with its kind, in round-trip form (ISO 8601).</summary>
    DateTime,

    /// <summary><see cref="System.DateTimeOffset"/>, in round-trip form (ISO 8601).</summary>
    DateTimeOffset,

    /// <summary><see cref="System.DateOnly"/> (ISO 8601).</summary>
    DateOnly,

    /// <summary><see cref="System.TimeOnly"/> (ISO 8601).</summary>
    TimeOnly,

    /// <summary><see cref="System.TimeSpan"/>, in constant form (<c>1.02:03:04.0050000</c>).</summary>
    TimeSpan,

    /// <summary><see cref="System.Guid"/> (RFC 9562, section 4).</summary>
    Guid,

    /// <summary><see cref="System.Version"/>.</summary>
    Version,

    /// <summary><see cref="System.Uri"/>.</summary>
    Uri,

    /// <summary>An array of <see cref="System.Byte"/>, in base 64 (RFC 4648, section 4).</summary>
    Bytes,

    /// <summary><see cref="System.Collections.Hashtable"/> with text keys, an object.</summary>
    Hashtable,

    /// <summary><see cref="System.Collections.Specialized.OrderedDictionary"/> with text keys, an object.</summary>
    OrderedDictionary,
}
