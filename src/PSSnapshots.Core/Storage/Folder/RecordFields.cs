using System.Globalization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>The fields of a JSON object in a store's file, found in one pass. If a name is repeated, the last field applies.</summary>
internal sealed class RecordFields
{
    private readonly List<JsonScan.Member> _members;

    /// <summary>Finds the fields.</summary>
    /// <param name="json">The object.</param>
    /// <param name="capacity">About how many there are.</param>
    public RecordFields(JsonSlice json, int capacity = 4)
    {
        _members = new List<JsonScan.Member>(capacity);
        foreach (var member in JsonScan.Members(json)) _members.Add(member);
    }

    /// <summary>The value of a field, or <see langword="null"/> if there is none.</summary>
    public JsonValue? Value(ReadOnlySpan<byte> name)
    {
        for (var i = _members.Count - 1; i >= 0; i--)
            if (_members[i].Is(name)) return new JsonValue(_members[i].Value);
        return null;
    }

    /// <summary>The text of a field, or <see langword="null"/> if it is not a string.</summary>
    public string? Text(ReadOnlySpan<byte> name) => Value(name)?.GetString();

    /// <summary>A number that is at least 0; −1 if there is none.</summary>
    public long Number(ReadOnlySpan<byte> name) =>
        Value(name) is { } value && long.TryParse(value.Utf8, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>A number that an <see cref="int"/> can hold.</summary>
    public int? Count(ReadOnlySpan<byte> name) => Number(name) is >= 0 and <= int.MaxValue and var number ? (int)number : null;

    /// <summary>A time in milliseconds since 1970, UTC.</summary>
    public DateTimeOffset? Time(ReadOnlySpan<byte> name) =>
        Value(name) is { Kind: JsonKind.Number } value && EpochTime.TryRead(value.Utf8, out var time) ? time : null;

    /// <summary>The fields of an object.</summary>
    public RecordFields? Object(ReadOnlySpan<byte> name) => Value(name) is { Kind: JsonKind.Object } value ? new RecordFields(value.Slice) : null;

    /// <summary>The items of an array, or <see langword="null"/> if it is not one.</summary>
    public JsonValue[]? Items(ReadOnlySpan<byte> name) => Value(name) is { Kind: JsonKind.Array } value ? value.Items() : null;
}
