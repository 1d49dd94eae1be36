using PSSnapshots.Collections;

namespace PSSnapshots;

/// <summary>
/// Frozen values by key as a script reads them: each read makes a new object, so that changing one changes no state.
/// A key is found as it is written first, then ignoring case.
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
