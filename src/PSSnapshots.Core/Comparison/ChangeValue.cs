using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// A value before or after a change, stored as a reference to its source: a JSON value, a part of a buffer, a step
/// result, or an entry of a list. The <see cref="JsonValue"/> is created when it is read.
/// </summary>
internal readonly struct ChangeValue
{
    private readonly object? _source;
    private readonly int _start;
    private readonly int _length;

    private ChangeValue(object? source, int start = 0, int length = 0)
    {
        _source = source;
        _start = start;
        _length = length;
    }

    /// <summary>Whether the state has a value at the path of the change.</summary>
    public bool IsPresent => _source is not null;

    public static ChangeValue Of(JsonValue? value) => new(value);

    public static ChangeValue Of(StateEntry? entry) => new(entry);

    public static ChangeValue Of(IEntryValues entries, int index) => new(entries, index);

    public static ChangeValue Of(in TypedSlice value) => value.Notes is null
        ? new ChangeValue(value.Json.Buffer, value.Json.Offset, value.Json.Length)
        : new ChangeValue(value.ToValue());

    /// <summary>Returns the value, or <see langword="null"/> if it is not present.</summary>
    public JsonValue? ToValue() => _source switch
    {
        null => null,
        byte[] buffer => new JsonValue(new JsonSlice(buffer, _start, _length)),
        StateEntry entry => entry.ToJson(),
        IEntryValues entries => entries.ValueAt(_start),
        var value => (JsonValue)value,
    };
}
