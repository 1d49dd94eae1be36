using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace PSSnapshots.Collections;

/// <summary>
/// An immutable map from text to values that keeps the order in which keys came and tells keys apart by their
/// code units (ordinal, case-sensitive). Maps made from one another share what did not change.
/// </summary>
/// <typeparam name="TValue">The values' type.</typeparam>
public class OrderedMap<TValue> : ReadOnlyMapBase<TValue>
    where TValue : notnull
{
    private readonly PersistentList<string> _keys;
    private readonly PersistentList<TValue> _values;
    private readonly KeyIndex _first;
    private readonly AddedKeys? _added;

    private protected OrderedMap(OrderedMap<TValue> contents)
        : this(contents._keys, contents._values, contents._first, contents._added)
    {
    }

    /// <param name="keys">The keys.</param>
    /// <param name="values">The values, in the same order.</param>
    /// <param name="first">Where the keys stand that came all at once.</param>
    /// <param name="added">Where those stand that came one by one since.</param>
    private OrderedMap(PersistentList<string> keys, PersistentList<TValue> values, KeyIndex first, AddedKeys? added)
    {
        _keys = keys;
        _values = values;
        _first = first;
        _added = added;
    }

    /// <summary>The map without keys.</summary>
    public static OrderedMap<TValue> Empty { get; } = new(
        PersistentList<string>.Empty,
        PersistentList<TValue>.Empty,
        new KeyIndex(PersistentList<string>.Empty),
        null);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Keys => _keys;

    /// <inheritdoc/>
    public override IReadOnlyList<TValue> Values => _values;

    /// <inheritdoc/>
    public override bool ContainsKey(string key) => TryGetPosition(key, out _);

    /// <inheritdoc/>
    public override bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value)
    {
        if (TryGetPosition(key, out var position))
        {
            value = _values[position];
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>Gives a map with a value at a key: in the key's place where it is there, else at the end.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>The new map; this one is unchanged.</returns>
    internal OrderedMap<TValue> SetItem(string key, TValue value) => SetItem(key, value, out _);

    /// <summary>Does the same, and gives the value that was there, if any.</summary>
    private protected OrderedMap<TValue> SetItem(string key, TValue value, out TValue? before)
    {
        if (TryGetPosition(key, out var position))
        {
            before = _values[position];
            return new OrderedMap<TValue>(_keys, _values.SetItem(position, value), _first, _added);
        }
        before = default;
        return new OrderedMap<TValue>(_keys.Add(key), _values.Add(value), _first, (_added ?? new AddedKeys(Count)).Add(key, Count));
    }

    /// <summary>Gives a map without a key, in time proportional to the map's size; this map where the key is not there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The new map; this one is unchanged.</returns>
    internal OrderedMap<TValue> Remove(string key)
    {
        if (!ContainsKey(key)) return this;
        var rest = new Builder();
        foreach (var (other, value) in this)
            if (!string.Equals(other, key, StringComparison.Ordinal)) rest.Add(other, value);
        return rest.ToMap();
    }

    /// <inheritdoc/>
    public override IEnumerator<KeyValuePair<string, TValue>> GetEnumerator()
    {
        using var values = _values.GetEnumerator();
        foreach (var key in _keys)
        {
            values.MoveNext();
            yield return new KeyValuePair<string, TValue>(key, values.Current);
        }
    }

    /// <summary>Whether both maps have the same keys at the same places up to the shorter one's end, seen without a look-up.</summary>
    internal bool SharesKeysWith(OrderedMap<TValue> other) =>
        _keys.IndexesNotSharedWith(other._keys).All(place => string.Equals(_keys[place], other._keys[place], StringComparison.Ordinal));

    /// <inheritdoc cref="PersistentList{T}.IndexesNotSharedWith"/>
    internal IEnumerable<int> PlacesNotSharedWith(OrderedMap<TValue> other) => _values.IndexesNotSharedWith(other._values);

    private bool TryGetPosition(string key, out int position) =>
        _first.TryGetPosition(key, out position) || (_added is not null && _added.TryGetPlace(key, _keys.Count, out position));

    /// <summary>Collects a map's keys and values one by one.</summary>
    internal sealed class Builder
    {
        private readonly List<string> _keys = [];
        private readonly List<TValue> _values = [];
        private HashSet<string>? _known;

        /// <summary>Adds a key at the end.</summary>
        /// <returns>False, and nothing is added, where the key is there already.</returns>
        public bool TryAdd(string key, TValue value)
        {
            _known ??= new HashSet<string>(_keys, StringComparer.Ordinal);
            if (!_known.Add(key)) return false;
            _keys.Add(key);
            _values.Add(value);
            return true;
        }

        /// <summary>Adds a key at the end that is known not to be there yet.</summary>
        public void Add(string key, TValue value)
        {
            _known?.Add(key);
            _keys.Add(key);
            _values.Add(value);
        }

        public OrderedMap<TValue> ToMap()
        {
            if (_keys.Count == 0) return Empty;
            var keys = PersistentList<string>.Create(CollectionsMarshal.AsSpan(_keys));
            return new OrderedMap<TValue>(
                keys, PersistentList<TValue>.Create(CollectionsMarshal.AsSpan(_values)), new KeyIndex(keys), null);
        }
    }
}
