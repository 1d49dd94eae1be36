using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Where a value of a change comes from: a value, a part of a buffer, a step's result or an entry of a list. A value
/// is made of it when it is read.
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

    public bool IsPresent => _source is not null;

    public static ChangeValue Of(JsonValue? value) => new(value);

    public static ChangeValue Of(StateEntry entry) => new(entry);

    public static ChangeValue Of(IEntryValues entries, int index) => new(entries, index);

    public static ChangeValue Of(in NotedSlice value) => value.Notes is null
        ? new ChangeValue(value.Json.Buffer, value.Json.Offset, value.Json.Length)
        : new ChangeValue(value.ToValue());

    public JsonValue? ToValue() => _source switch
    {
        null => null,
        byte[] buffer => new JsonValue(new JsonSlice(buffer, _start, _length)),
        StateEntry entry => entry.ToJson(),
        IEntryValues entries => entries.ValueAt(_start),
        var value => (JsonValue)value,
    };
}
