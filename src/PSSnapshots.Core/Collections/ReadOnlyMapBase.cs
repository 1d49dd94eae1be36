using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Dynamic;

namespace PSSnapshots.Collections;

/// <summary>
/// A read-only map with string keys that is also an <see cref="IDictionary"/>, so that a script reads it like a
/// hashtable: <c>$map['key']</c> and <c>$map.key</c>, which are <c>$null</c> if the key is missing. It is a
/// <see cref="DynamicObject"/> so that a missing key is <c>$null</c> in strict mode too. An exact match takes precedence over
/// one that differs in case. PowerShell does not use the indexer of a generic dictionary, which throws if the key is missing.
/// </summary>
/// <typeparam name="TValue">The type of the values.</typeparam>
public abstract class ReadOnlyMapBase<TValue> : DynamicObject, IReadOnlyDictionary<string, TValue>, IDictionary<string, TValue>, IDictionary
{
    private protected ReadOnlyMapBase()
    {
    }

    /// <inheritdoc cref="IReadOnlyCollection{T}.Count"/>
    public int Count => Keys.Count;

    /// <summary>The keys, in the order in which they were added.</summary>
    public abstract IReadOnlyList<string> Keys { get; }

    /// <summary>The values, in the order of their keys.</summary>
    public abstract IReadOnlyList<TValue> Values { get; }

    IEnumerable<string> IReadOnlyDictionary<string, TValue>.Keys => Keys;

    IEnumerable<TValue> IReadOnlyDictionary<string, TValue>.Values => Values;

    ICollection<string> IDictionary<string, TValue>.Keys => [.. Keys];

    ICollection<TValue> IDictionary<string, TValue>.Values => [.. Values];

    ICollection IDictionary.Keys => (ICollection)Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    bool IDictionary.IsFixedSize => true;

    bool IDictionary.IsReadOnly => true;

    bool ICollection<KeyValuePair<string, TValue>>.IsReadOnly => true;

    bool ICollection.IsSynchronized => true;

    object ICollection.SyncRoot => this;

    /// <summary>Gets the value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <exception cref="KeyNotFoundException">The map does not contain the key.</exception>
    public TValue this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no '{key}' here.");

    TValue IDictionary<string, TValue>.this[string key]
    {
        get => this[key];
        set => throw ReadOnly();
    }

    object? IDictionary.this[object key]
    {
        get => key is string text && TryGetValue(text, out var value) ? value : null;
        set => throw ReadOnly();
    }

    /// <inheritdoc/>
    public abstract bool ContainsKey(string key);

    /// <inheritdoc/>
    public abstract bool TryGetValue(string key, [MaybeNullWhen(false)] out TValue value);

    /// <inheritdoc/>
    public abstract IEnumerator<KeyValuePair<string, TValue>> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() => new EntryEnumerator(GetEnumerator());

    /// <summary>Determines whether the map contains a key, like the method of a hashtable with this name.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it contains the key.</returns>
    public bool Contains(string key) => ContainsKey(key);

    bool IDictionary.Contains(object key) => key is string text && ContainsKey(text);

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var (key, value) in this) array.SetValue(new DictionaryEntry(key, value), index++);
    }

    bool ICollection<KeyValuePair<string, TValue>>.Contains(KeyValuePair<string, TValue> item) =>
        TryGetValue(item.Key, out var value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    void ICollection<KeyValuePair<string, TValue>>.CopyTo(KeyValuePair<string, TValue>[] array, int arrayIndex)
    {
        foreach (var pair in this) array[arrayIndex++] = pair;
    }

    void IDictionary<string, TValue>.Add(string key, TValue value) => throw ReadOnly();

    bool IDictionary<string, TValue>.Remove(string key) => throw ReadOnly();

    void ICollection<KeyValuePair<string, TValue>>.Add(KeyValuePair<string, TValue> item) => throw ReadOnly();

    bool ICollection<KeyValuePair<string, TValue>>.Remove(KeyValuePair<string, TValue> item) => throw ReadOnly();

    void ICollection<KeyValuePair<string, TValue>>.Clear() => throw ReadOnly();

    void IDictionary.Add(object key, object? value) => throw ReadOnly();

    void IDictionary.Clear() => throw ReadOnly();

    void IDictionary.Remove(object key) => throw ReadOnly();

    /// <inheritdoc/>
    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        result = TryGetValue(binder.Name, out var value) ? value : null;
        return true;
    }

    /// <summary>Returns the number of keys and the first keys.</summary>
    /// <returns>Text such as <c>2 entries: region, tier</c>.</returns>
    public override string ToString() => Count switch
    {
        0 => "0 entries",
        1 => VisibleText.Of($"1 entry: {Keys[0]}"),
        _ => VisibleText.Of($"{Count} entries: {string.Join(", ", Keys.Take(5))}{(Count > 5 ? ", …" : "")}"),
    };

    private static NotSupportedException ReadOnly() =>
        new("The map belongs to an immutable state. Change the run through Set-WorkflowRun or its store instead.");

    private sealed class EntryEnumerator(IEnumerator<KeyValuePair<string, TValue>> pairs) : IDictionaryEnumerator
    {
        public DictionaryEntry Entry => new(pairs.Current.Key, pairs.Current.Value);

        public object Key => pairs.Current.Key;

        public object? Value => pairs.Current.Value;

        public object Current => Entry;

        public bool MoveNext() => pairs.MoveNext();

        public void Reset() => pairs.Reset();
    }
}
