namespace PSSnapshots;

/// <summary>
/// Specifies the types that are preserved although JSON does not have them. The list is closed: reading a file never
/// creates an object of any other type. In a document, the member <c>valueTypes</c> maps JSON Pointers to the names of
/// these types in camelCase, and the data itself remains plain JSON.
/// </summary>
/// <remarks>
/// Two kinds of keys in <c>valueTypes</c> are not valid JSON Pointers and therefore cannot refer to a value. The pointer of
/// a list or a dictionary followed by <c>/~</c> gives the declared type of its items; if the list has no note itself, it
/// is an array of that type. The pointer of a member followed by <c>~</c> gives the type of its key.
/// </remarks>
public enum TypeNote
{
    /// <summary><see cref="System.Boolean"/>; used only for keys and declared item types.</summary>
    Boolean,

    /// <summary><see cref="System.Int32"/>; used only for keys and declared item types.</summary>
    Int32,

    /// <summary><see cref="System.String"/>; used only for declared item types.</summary>
    String,

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

    /// <summary><see cref="System.Int64"/> whose value fits in 32 bits, a JSON number.</summary>
    Int64,

    /// <summary><see cref="System.UInt64"/>, a JSON number.</summary>
    UInt64,

    /// <summary><see cref="System.IntPtr"/>, a JSON number.</summary>
    IntPtr,

    /// <summary><see cref="System.UIntPtr"/>, a JSON number.</summary>
    UIntPtr,

    /// <summary><see cref="System.Int128"/>, a JSON number.</summary>
    Int128,

    /// <summary><see cref="System.UInt128"/>, a JSON number.</summary>
    UInt128,

    /// <summary><see cref="System.Numerics.BigInteger"/>, a JSON number.</summary>
    BigInteger,

    /// <summary><see cref="System.Half"/>: a JSON number, or the string <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>.</summary>
    Half,

    /// <summary><see cref="System.Single"/>: a JSON number, or the string <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>.</summary>
    Single,

    /// <summary><see cref="System.Double"/> that is not finite: the string <c>NaN</c>, <c>Infinity</c> or <c>-Infinity</c>.</summary>
    Double,

    /// <summary><see cref="System.Decimal"/>, a JSON number that preserves the scale.</summary>
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

    /// <summary>PowerShell's <c>SemanticVersion</c>, a string. When the core is used without the module, the value remains a string.</summary>
    SemanticVersion,

    /// <summary><see cref="System.Uri"/>.</summary>
    Uri,

    /// <summary><see cref="System.Net.IPAddress"/>.</summary>
    IPAddress,

    /// <summary><see cref="System.Net.Mail.MailAddress"/>.</summary>
    MailAddress,

    /// <summary><see cref="System.Xml.XmlDocument"/>, a string with its XML.</summary>
    Xml,

    /// <summary>An array of <see cref="System.Byte"/>, a base64 string (RFC 4648, section 4).</summary>
    Bytes,

    /// <summary><see cref="System.Collections.Hashtable"/>, an object.</summary>
    Hashtable,

    /// <summary><see cref="System.Collections.Specialized.OrderedDictionary"/>, an object.</summary>
    OrderedDictionary,

    /// <summary><see cref="System.Collections.Generic.Dictionary{TKey,TValue}"/> with string keys, an object.</summary>
    Dictionary,

    /// <summary><see cref="System.Collections.Generic.List{T}"/>, an array.</summary>
    List,

    /// <summary><see cref="System.Collections.ArrayList"/>, an array.</summary>
    ArrayList,

    /// <summary><see cref="System.Collections.Generic.HashSet{T}"/>, an array.</summary>
    HashSet,

    /// <summary><see cref="SecretMarker"/>, an object: where a secret was, whose value is not there.</summary>
    Secret,
}
