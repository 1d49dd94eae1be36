using System.Collections;
using PSSnapshots.Collections;

namespace PSSnapshots;

/// <summary>
/// Frozen values by key as a script reads them (<c>$map['key']</c>, <c>$map.key</c>, <c>$null</c> where the key is not
/// there): each read makes a new object, so that changing one changes no state. Keys are told apart by their case.
/// </summary>
public sealed class ValueMap : IReadOnlyDictionary<string, object?>, IDictionary
{
    private readonly OrderedMap<JsonValue> _values;

    internal ValueMap(OrderedMap<JsonValue> values) => _values = values;

    /// <inheritdoc cref="IReadOnlyCollection{T}.Count"/>
    public int Count => _values.Count;

    /// <summary>The keys, in the order they came.</summary>
    public IReadOnlyList<string> Keys => _values.Keys;

    /// <summary>The values, in the order of their keys.</summary>
    public IReadOnlyList<object?> Values => [.. _values.Values.Select(value => value.ToObject())];

    IEnumerable<string> IReadOnlyDictionary<string, object?>.Keys => Keys;

    IEnumerable<object?> IReadOnlyDictionary<string, object?>.Values => Values;

    ICollection IDictionary.Keys => (ICollection)Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    bool IDictionary.IsFixedSize => true;

    bool IDictionary.IsReadOnly => true;

    bool ICollection.IsSynchronized => true;

    object ICollection.SyncRoot => this;

    /// <summary>The value at a key.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyNotFoundException">The key is not in the map.</exception>
    public object? this[string key] => _values[key].ToObject();

    object? IDictionary.this[object key]
    {
        get => key is string text && TryGetValue(text, out var value) ? value : null;
        set => throw ReadOnly();
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out object? value)
    {
        var found = _values.TryGetValue(key, out var json);
        value = json?.ToObject();
        return found;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _values.Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value.ToObject())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() => new MapEnumerator<object?>(GetEnumerator());

    bool IDictionary.Contains(object key) => key is string text && ContainsKey(text);

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var (key, value) in this) array.SetValue(new DictionaryEntry(key, value), index++);
    }

    void IDictionary.Add(object key, object? value) => throw ReadOnly();

    void IDictionary.Clear() => throw ReadOnly();

    void IDictionary.Remove(object key) => throw ReadOnly();

    /// <summary>The keys.</summary>
    /// <returns>Such as <c>2 entries: region, tier</c>.</returns>
    public override string ToString() => _values.ToString();

    private static NotSupportedException ReadOnly() =>
        new("The values belong to an immutable state. Change the run through Set-WorkflowRun or its store instead.");
}
