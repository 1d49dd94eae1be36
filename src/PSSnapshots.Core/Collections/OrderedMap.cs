using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace PSSnapshots.Collections;

/// <summary>
/// An immutable map from strings to values that preserves the order in which keys were added. Keys are case-sensitive
/// (ordinal). A lookup prefers an exact match, and otherwise ignores case. Maps that are derived from one another share
/// unchanged parts.
/// </summary>
/// <typeparam name="TValue">The values' type.</typeparam>
public class OrderedMap<TValue> : ReadOnlyMapBase<TValue>
    where TValue : class
{
    private readonly PersistentList<string> _keys;
    private readonly PersistentVector<TValue> _values;
    private readonly KeyIndex _index;
    private readonly ImmutableDictionary<string, int> _apart;

    private protected OrderedMap(OrderedMap<TValue> contents)
        : this(contents._keys, contents._values, contents._index, contents._apart)
    {
    }

    /// <summary>Creates a map with the same keys and one replaced value.</summary>
    private protected OrderedMap(OrderedMap<TValue> contents, int position, TValue value)
        : this(contents._keys, contents._values.SetItem(position, value), contents._index, contents._apart)
    {
    }

    /// <param name="keys">The keys.</param>
    /// <param name="values">The values, in the same order.</param>
    /// <param name="index">The index of the first keys.</param>
    /// <param name="apart">The positions of the other keys, which were added after another map had extended the shared index.</param>
    private OrderedMap(PersistentList<string> keys, in PersistentVector<TValue> values, KeyIndex index, ImmutableDictionary<string, int> apart)
    {
        _keys = keys;
        _values = values;
        _index = index;
        _apart = apart;
    }

    /// <summary>The empty map.</summary>
    public static OrderedMap<TValue> Empty { get; } = new(
        PersistentList<string>.Empty,
        default,
        new KeyIndex(PersistentList<string>.Empty),
        ImmutableDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public override IReadOnlyList<string> Keys => _keys;

    /// <inheritdoc/>
    public override IReadOnlyList<TValue> Values => new PersistentList<TValue>(_values);

    /// <inheritdoc/>
    public override bool ContainsKey(string key) => TryGetPosition(key, out _) || TryGetPositionIgnoringCase(key, out _);

    /// <inheritdoc/>
    public override bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value)
    {
        if (TryGetPosition(key, out var position) || TryGetPositionIgnoringCase(key, out position))
        {
            value = _values[position];
            return true;
        }
        value = default;
        return false;
    }

    /// <summary>Returns the key that a lookup finds: an exact match, or otherwise the first that differs only in case.</summary>
    /// <returns>The key of the map; <see langword="null"/> if there is no match.</returns>
    internal string? FindKey(string key) =>
        TryGetPosition(key, out var position) || TryGetPositionIgnoringCase(key, out position) ? _keys[position] : null;

    /// <summary>Returns whether the map contains exactly this key.</summary>
    internal bool HasExact(string key) => TryGetPosition(key, out _);

    /// <summary>Gets the value of exactly this key.</summary>
    internal bool TryGetExact(string key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = TryGetPosition(key, out var position);
        value = found ? _values[position] : default;
        return found;
    }

    /// <summary>Returns a map with a value set. An existing key keeps its position; a new key is added at the end.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>The new map; this one is unchanged.</returns>
    internal OrderedMap<TValue> SetItem(string key, TValue value) =>
        TryGetPosition(key, out var position) ? new OrderedMap<TValue>(this, position, value) : WithAdded(key, value);

    /// <summary>Returns a map without a key, in time proportional to the size of the map. Returns this map if it does not contain the key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The new map; this one is unchanged.</returns>
    internal OrderedMap<TValue> Remove(string key)
    {
        if (!HasExact(key)) return this;
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

    /// <summary>Returns whether both maps are known, without a lookup, to have the same keys at the same positions up to the shorter count.</summary>
    internal bool SharesKeysWith(OrderedMap<TValue> other)
    {
        var common = Math.Min(Count, other.Count);
        for (var place = _keys.NextNotSharedWith(other._keys, 0); place < common; place = _keys.NextNotSharedWith(other._keys, place + 1))
            if (!string.Equals(_keys[place], other._keys[place], StringComparison.Ordinal)) return false;
        return true;
    }

    /// <inheritdoc cref="PersistentList{T}.NextNotSharedWith"/>
    internal int NextNotSharedWith(OrderedMap<TValue> other, int start) => _values.NextNotSharedWith(other._values, start);

    /// <summary>Returns the positions below the shorter map's count, in order, whose values are not the same objects.</summary>
    internal IEnumerable<int> PlacesNotSharedWith(OrderedMap<TValue> other)
    {
        var common = Math.Min(Count, other.Count);
        for (var place = NextNotSharedWith(other, 0); place < common; place = NextNotSharedWith(other, place + 1)) yield return place;
    }

    /// <summary>Returns the value at a position.</summary>
    internal TValue ValueAt(int place) => _values[place];

    /// <summary>Returns the position of a key. Tries a likely position first.</summary>
    /// <returns>The position; −1 if the map does not contain the key.</returns>
    internal int PlaceOf(string key, int likely)
    {
        if (likely < Count && string.Equals(_keys[likely], key, StringComparison.Ordinal)) return likely;
        return TryGetPosition(key, out var position) ? position : -1;
    }

    /// <summary>Finds the position of a key.</summary>
    private protected bool TryGetPosition(string key, out int position) =>
        _index.TryGetPosition(key, Count - _apart.Count, out position) || (!_apart.IsEmpty && _apart.TryGetValue(key, out position));

    private bool TryGetPositionIgnoringCase(string key, out int position)
    {
        var indexed = Count - _apart.Count;
        if (_index.TryGetPositionIgnoringCase(key, _keys, indexed, out position)) return true;
        for (position = indexed; position < Count; position++)
            if (string.Equals(_keys[position], key, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Returns a map with a new key at the end.</summary>
    private protected OrderedMap<TValue> WithAdded(string key, TValue value)
    {
        var keys = _keys.Add(key);
        var values = _values.Add(value);
        // The empty map is shared by all callers, so its index must not be extended.
        if (Count > 0 && _apart.IsEmpty && _index.TryAdd(key, Count)) return new OrderedMap<TValue>(keys, values, _index, _apart);
        // If half of the keys are outside the shared index, building an own index pays off. The next keys are added to it.
        return _apart.Count < Count / 2
            ? new OrderedMap<TValue>(keys, values, _index, _apart.Add(key, Count))
            : new OrderedMap<TValue>(keys, values, new KeyIndex(keys), Empty._apart);
    }

    /// <summary>Builds a map from keys and values.</summary>
    internal sealed class Builder
    {
        private readonly List<string> _keys = [];
        private readonly List<TValue> _values = [];
        private HashSet<string>? _known;

        /// <summary>Adds a key at the end.</summary>
        /// <returns>False if the key already exists; nothing is added then.</returns>
        public bool TryAdd(string key, TValue value)
        {
            _known ??= new HashSet<string>(_keys, StringComparer.Ordinal);
            if (!_known.Add(key)) return false;
            _keys.Add(key);
            _values.Add(value);
            return true;
        }

        /// <summary>Adds a key at the end that is known to be new.</summary>
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
                keys, PersistentVector<TValue>.Create(CollectionsMarshal.AsSpan(_values)), new KeyIndex(keys), Empty._apart);
        }
    }
}
