using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// A JSON value that never changes, held as compact UTF-8. Two are equal when they mean the same: members in any
/// order, numbers by value, strings whatever their escapes.
/// </summary>
/// <remarks>
/// What JSON has no type for (a date, a decimal, bytes) keeps its type by notes beside the text
/// (<see cref="TypeNote"/>); the text itself stays plain.
/// </remarks>
[TypeConverter("PSSnapshots.Conversion.JsonValueConverter, PSSnapshots")]
public sealed class JsonValue : IEquatable<JsonValue>
{
    /// <summary>How many arrays and objects may stand in one another in a value: 512.</summary>
    public const int MaxDepth = 512;

    internal JsonValue(JsonSlice json, TypeNotes? notes = null)
    {
        Slice = json;
        Notes = notes;
    }

    /// <summary>The value <c>null</c>.</summary>
    public static JsonValue Null { get; } = new(JsonSlice.Of("null"u8));

    /// <summary>The value <c>true</c>.</summary>
    public static JsonValue True { get; } = new(JsonSlice.Of("true"u8));

    /// <summary>The value <c>false</c>.</summary>
    public static JsonValue False { get; } = new(JsonSlice.Of("false"u8));

    /// <summary>An object without members.</summary>
    public static JsonValue EmptyObject { get; } = new(JsonSlice.Of("{}"u8));

    /// <summary>What the value is.</summary>
    public JsonKind Kind => JsonEquality.KindOf(Slice.First);

    /// <summary>Whether the value is <c>null</c>.</summary>
    public bool IsNull => Slice.First == (byte)'n';

    /// <summary>The value's compact UTF-8 text.</summary>
    public ReadOnlySpan<byte> Utf8 => Slice.Span;

    /// <summary>The length of the value's compact UTF-8 text, in bytes.</summary>
    public int ByteCount => Slice.Length;

    internal JsonSlice Slice { get; }

    internal TypeNotes? Notes { get; }

    /// <summary>Reads JSON text (RFC 8259).</summary>
    /// <param name="json">The text of one value.</param>
    /// <returns>The value, without the text's white space.</returns>
    /// <exception cref="JsonException">The text is not JSON, or is nested deeper than <see cref="MaxDepth"/>.</exception>
    public static JsonValue FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return FromUtf8(JsonText.ToUtf8(json));
    }

    /// <summary>Makes a string.</summary>
    /// <param name="text">The text; lone surrogates are kept.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var output = new Utf8Output();
        output.Text(text);
        return new JsonValue(JsonSlice.Of(output.Written));
    }

    /// <summary>Makes a Boolean.</summary>
    /// <param name="value">The truth value.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(bool value) => value ? True : False;

    /// <summary>Makes an integer.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(long value) => FromAscii(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes an integer of any size.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(BigInteger value) => FromAscii(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Makes a number.</summary>
    /// <param name="value">The number; NaN and the infinities become text with a note of their type.</param>
    /// <returns>The value.</returns>
    public static JsonValue From(double value) => double.IsFinite(value)
        ? FromAscii(JsonNumber.Format(value))
        : new JsonValue(
            From(value.ToString(CultureInfo.InvariantCulture)).Slice,
            TypeNotes.Of([new("", TypeNote.Double)]));

    /// <summary>The value of an object's member; of a repeated name the last.</summary>
    /// <param name="name">The member's name.</param>
    /// <returns>The member's value, or <see langword="null"/> where there is none or this is no object.</returns>
    public JsonValue? GetMember(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Kind == JsonKind.Object ? GetMember(name, JsonText.ToUtf8(name)) : null;
    }

    /// <summary>The value of an object's member, given its name also as <see cref="JsonText.ToUtf8(ReadOnlySpan{char})"/> makes it.</summary>
    internal JsonValue? GetMember(string name, ReadOnlySpan<byte> utf8)
    {
        if (Kind != JsonKind.Object) return null;
        JsonValue? found = null;
        foreach (var member in JsonScan.Members(Slice))
            if (member.Is(name, utf8)) found = new JsonValue(member.Value, Notes?.Under(name));
        return found;
    }

    /// <summary>An object without a member; what is no object stays as it is.</summary>
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

    /// <summary>The items of an array, each with its notes.</summary>
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

    /// <summary>The text of a string.</summary>
    /// <returns>The text, or <see langword="null"/> where the value is no string.</returns>
    public string? GetString() => Kind == JsonKind.String ? JsonText.Unescape(Utf8[1..^1]) : null;

    /// <summary>The value as a script expects it; a new object each time.</summary>
    /// <returns>Custom objects (in the core alone: ordered dictionaries), arrays, text, numbers, truth values, nothing, and the types that notes keep.</returns>
    public object? ToObject() => Materializer.ToObject(this);

    /// <inheritdoc/>
    public bool Equals(JsonValue? other) =>
        ReferenceEquals(this, other)
        || (other is not null && JsonEquality.AreEqual(Slice, other.Slice) && Equals(Notes, other.Notes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonValue);

    /// <inheritdoc/>
    public override int GetHashCode() => JsonEquality.HashOf(Slice);

    /// <summary>The value as compact JSON text.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Encoding.UTF8.GetString(Utf8);

    /// <summary>Whether both are the same text with the same types, which a look at the bytes tells.</summary>
    internal bool IsIdenticalTo(JsonValue other) =>
        Slice.Span.SequenceEqual(other.Slice.Span) && Equals(Notes, other.Notes);

    /// <summary>Reads and compacts one JSON value; the buffer is the value's from here on.</summary>
    internal static JsonValue FromUtf8(byte[] utf8, int maxDepth = MaxDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            // Reading to the end is what checks the text.
        }
        var target = ArrayPool<byte>.Shared.Rent(utf8.Length + JsonMinifier.Slack);
        var length = JsonMinifier.Minify(utf8, target);
        var compact = length == utf8.Length ? utf8 : target.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(target);
        return new JsonValue(new JsonSlice(compact, 0, length));
    }

    private static JsonValue FromAscii(string json) => new(new JsonSlice(Encoding.ASCII.GetBytes(json), 0, json.Length));
}
