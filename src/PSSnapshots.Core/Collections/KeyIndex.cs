using System.Collections.Concurrent;

namespace PSSnapshots.Collections;

/// <summary>
/// An index from keys to positions that is shared by all maps that are derived from one another by adding keys. It is built
/// on the first lookup, so an import that is only exported or compared does not pay for it. A map uses only the positions
/// below its own count, because a later map can have added more keys.
/// </summary>
/// <param name="keys">The initial keys, without duplicates.</param>
internal sealed class KeyIndex(PersistentList<string> keys)
{
    private readonly PersistentList<string> _keys = keys;

    // The initial keys never change, and a read-only dictionary takes half the memory of a concurrent one.
    private Dictionary<string, int>? _first;
    private ConcurrentDictionary<string, int>? _later;
    private int _claimed = keys.Count;

    // The case-insensitive positions, which are built when a lookup finds no exact match.
    private readonly object _foldedGate = new();
    private Dictionary<string, int>? _folded;
    private int _foldedCount;

    /// <summary>Finds the position of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="count">The number of keys that the calling map has in this index.</param>
    /// <param name="position">The position.</param>
    /// <returns>True if the calling map has the key in this index.</returns>
    public bool TryGetPosition(string key, int count, out int position)
    {
        position = 0;
        if (count == 0) return false;
        if (!First().TryGetValue(key, out position) && Volatile.Read(ref _later)?.TryGetValue(key, out position) is not true) return false;
        return position < count;
    }

    /// <summary>Finds the position of the first key that matches if case is ignored.</summary>
    /// <param name="key">The key.</param>
    /// <param name="known">The keys of the calling map.</param>
    /// <param name="count">The number of them that are in this index.</param>
    /// <param name="position">The position.</param>
    /// <returns>True if the calling map has such a key in this index.</returns>
    public bool TryGetPositionIgnoringCase(string key, PersistentList<string> known, int count, out int position)
    {
        lock (_foldedGate)
        {
            _folded ??= new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            for (; _foldedCount < count; _foldedCount++) _folded.TryAdd(known[_foldedCount], _foldedCount);
            return _folded.TryGetValue(key, out position) && position < count;
        }
    }

    /// <summary>Adds a key, unless another map that is derived from the same one has already added a key.</summary>
    /// <param name="key">The key, which the calling map does not contain.</param>
    /// <param name="count">The number of keys that the calling map has in this index, which is the position of the new key.</param>
    /// <returns>True if the key was added.</returns>
    public bool TryAdd(string key, int count)
    {
        if (Interlocked.CompareExchange(ref _claimed, count + 1, count) != count) return false;
        Later()[key] = count;
        return true;
    }

    private Dictionary<string, int> First()
    {
        if (Volatile.Read(ref _first) is { } known) return known;
        var first = new Dictionary<string, int>(_keys.Count, StringComparer.Ordinal);
        foreach (var key in _keys) first[key] = first.Count;
        return Interlocked.CompareExchange(ref _first, first, null) ?? first;
    }

    private ConcurrentDictionary<string, int> Later()
    {
        if (Volatile.Read(ref _later) is { } known) return known;
        var later = new ConcurrentDictionary<string, int>(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);
        return Interlocked.CompareExchange(ref _later, later, null) ?? later;
    }
}
