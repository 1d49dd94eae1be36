using PSSnapshots.Collections;

namespace PSSnapshots;

/// <summary>
/// A read-only dictionary of values as objects for scripts. Each access creates a new object, so changes to an object do
/// not affect the run. An exact match of a key takes precedence over one that differs in case.
/// </summary>
public sealed class ValueMap : ReadOnlyMapBase<object?>
{
    private readonly OrderedMap<JsonValue> _values;

    internal ValueMap(OrderedMap<JsonValue> values) => _values = values;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public override IReadOnlyList<object?> Values => [.. _values.Values.Select(value => value.ToObject())];

    /// <inheritdoc/>
    public override bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public override bool TryGetValue(string key, out object? value)
    {
        var found = _values.TryGetValue(key, out var json);
        value = json?.ToObject();
        return found;
    }

    /// <inheritdoc/>
    public override IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _values.Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value.ToObject())).GetEnumerator();
}
