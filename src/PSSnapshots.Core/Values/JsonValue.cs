using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// Represents an immutable JSON value, stored as compact UTF-8. Values are compared by meaning: the order of members and
/// the escapes in strings do not matter, and numbers are compared by value.
/// </summary>
/// <remarks>
/// The types of values that JSON cannot express, such as dates, decimals and byte arrays, are recorded separately as
/// notes (<see cref="TypeNote"/>). The JSON text itself remains plain.
/// </remarks>
[TypeConverter("PSSnapshots.Conversion.JsonValueConverter, PSSnapshots")]
public sealed class JsonValue : IEquatable<JsonValue>
{
    /// <summary>The maximum nesting depth of arrays and objects in a value: 512.</summary>
    public const int MaxDepth = 512;

    internal JsonValue(JsonSlice json, TypeNotes? notes = null)
    {
        Slice = json;
        Notes = notes;
    }

    /// <summary>Gets the value <c>null</c>.</summary>
    public static JsonValue Null { get; } = new(JsonSlice.Of("null"u8));

    /// <summary>Gets the value <c>true</c>.</summary>
    public static JsonValue True { get; } = new(JsonSlice.Of("true"u8));

    /// <summary>Gets the value <c>false</c>.</summary>
    public static JsonValue False { get; } = new(JsonSlice.Of("false"u8));

    /// <summary>Gets an object without members.</summary>
    public static JsonValue EmptyObject { get; } = new(JsonSlice.Of("{}"u8));

    /// <summary>Gets the kind of the value.</summary>
    public JsonKind Kind => JsonEquality.KindOf(Slice.First);

    /// <summary>Gets whether the value is <c>null</c>.</summary>
    public bool IsNull => Slice.First == (byte)'n';

    /// <summary>Gets the compact JSON text of the value, as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => Slice.Span;

    /// <summary>Gets the length of the compact JSON text in bytes of UTF-8.</summary>
    public int ByteCount => Slice.Length;

    internal JsonSlice Slice { get; }

    internal TypeNotes? Notes { get; }

    /// <summary>Parses JSON text (RFC 8259).</summary>
    /// <param name="json">The text of one value.</param>
    /// <returns>The value. White space between tokens is removed.</returns>
    /// <exception cref="JsonException">The text is not valid JSON, or is nested deeper than <see cref="MaxDepth"/> levels.</exception>
    public static JsonValue FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return FromUtf8(JsonText.ToUtf8(json));
    }

    /// <summary>Creates a JSON string.</summary>
    /// <param name="text">The text. Lone surrogates are preserved.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var output = new Utf8Output();
        output.Text(text);
        return new JsonValue(JsonSlice.Of(output.Written));
    }

    /// <summary>Creates a JSON Boolean.</summary>
    /// <param name="value">The Boolean value.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(bool value) => value ? True : False;

    /// <summary>Creates a JSON number from an integer.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(long value) => FromAscii(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Creates a JSON number from an integer of any size.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(BigInteger value) => FromAscii(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Creates a JSON number from a floating-point number.</summary>
    /// <param name="value">The number. NaN and the infinities become strings with the note <see cref="TypeNote.Double"/>.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(double value) => double.IsFinite(value)
        ? FromAscii(JsonNumber.Format(value))
        : new JsonValue(
            From(value.ToString(CultureInfo.InvariantCulture)).Slice,
            TypeNotes.Of([new("", TypeNote.Double)]));

    /// <summary>Gets the value of a member of an object. If the name is repeated, the last value is returned.</summary>
    /// <param name="name">The name of the member. Case matters.</param>
    /// <returns>The value, or <see langword="null"/> if the member does not exist or this value is not an object.</returns>
    public JsonValue? GetMember(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Kind == JsonKind.Object ? GetMember(name, JsonText.ToUtf8(name)) : null;
    }

    /// <summary>Gets the value of a member whose name was already converted by <see cref="JsonText.ToUtf8(ReadOnlySpan{char})"/>.</summary>
    internal JsonValue? GetMember(string name, ReadOnlySpan<byte> utf8)
    {
        if (Kind != JsonKind.Object) return null;
        JsonValue? found = null;
        foreach (var member in JsonScan.Members(Slice))
            if (member.Is(name, utf8)) found = new JsonValue(member.Value, Notes?.Under(name));
        return found;
    }

    /// <summary>Returns a copy of an object without a member, or this value if it is not an object.</summary>
    internal JsonValue Without(string name)
    {
        if (Kind != JsonKind.Object) return this;
        using var output = new Utf8Output();
        var first = true;
        output.Json("{"u8);
        foreach (var member in JsonScan.Members(Slice))
        {
            if (member.Name == name) continue;
            output.Name(member.Name, ref first);
            output.Json(member.Value.Span);
        }
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written), Notes?.Except(name));
    }

    /// <summary>Returns the items of an array with their notes.</summary>
    internal JsonValue[] Items()
    {
        var items = new JsonValue[4];
        var count = 0;
        foreach (var item in JsonScan.Items(Slice))
        {
            if (count == items.Length) Array.Resize(ref items, count * 2);
            items[count] = new JsonValue(item, Notes?.Under(count.ToString(CultureInfo.InvariantCulture)));
            count++;
        }
        return count == items.Length ? items : items[..count];
    }

    /// <summary>Gets the text of a string.</summary>
    /// <returns>The text, or <see langword="null"/> if the value is not a string.</returns>
    public string? GetString() => Kind == JsonKind.String ? JsonText.Unescape(Utf8[1..^1]) : null;

    /// <summary>Converts the value to an object for use in scripts. Each call creates a new object.</summary>
    /// <returns>
    /// A custom object, an array, a string, a number, a Boolean or <see langword="null"/>, or an object of the type that
    /// is noted for the value. When the core is used without the module, custom objects are ordered dictionaries.
    /// </returns>
    public object? ToObject() => Materializer.ToObject(this);

    /// <inheritdoc/>
    public bool Equals(JsonValue? other) =>
        ReferenceEquals(this, other)
        || (other is not null && JsonEquality.AreEqual(Slice, other.Slice) && Equals(Notes, other.Notes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonValue);

    /// <inheritdoc/>
    public override int GetHashCode() => JsonEquality.HashOf(Slice);

    /// <summary>Returns the value as compact JSON text.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Encoding.UTF8.GetString(Utf8);

    /// <summary>Returns true if both values have the same text and the same notes, byte for byte.</summary>
    internal bool IsIdenticalTo(JsonValue other) =>
        Slice.Span.SequenceEqual(other.Slice.Span) && Equals(Notes, other.Notes);

    /// <summary>Parses and compacts one JSON value. The value takes ownership of the buffer.</summary>
    internal static JsonValue FromUtf8(byte[] utf8, int maxDepth = MaxDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            // Reading to the end validates the text.
        }
        var target = ArrayPool<byte>.Shared.Rent(utf8.Length + JsonMinifier.Slack);
        var length = JsonMinifier.Minify(utf8, target);
        var compact = length == utf8.Length ? utf8 : target.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(target);
        return new JsonValue(new JsonSlice(compact, 0, length));
    }

    private static JsonValue FromAscii(string json) => new(new JsonSlice(Encoding.ASCII.GetBytes(json), 0, json.Length));
}
