using System.Collections.Concurrent;

namespace PSSnapshots.Collections;

/// <summary>
/// Where keys stand, for all maps that grew from one another key by key. It is made when a key is first looked up:
/// an import that is only exported or compared again never pays for it. A map asks it for the places below its own
/// count only, since a later map may have added more.
/// </summary>
/// <param name="keys">The keys to begin with, each of them once.</param>
internal sealed class KeyIndex(PersistentList<string> keys)
{
    private readonly PersistentList<string> _keys = keys;

    // The keys to begin with never change: a dictionary that only reads takes half the memory of one that threads may write.
    private Dictionary<string, int>? _first;
    private ConcurrentDictionary<string, int>? _later;
    private int _claimed = keys.Count;

    // Where keys stand whatever their case, as far as somebody has asked for a key that is not there as it is written.
    private readonly object _foldedGate = new();
    private Dictionary<string, int>? _folded;
    private int _foldedCount;

    /// <summary>Finds a key's place.</summary>
    /// <param name="key">The key.</param>
    /// <param name="count">How many keys the asking map has here.</param>
    /// <param name="position">The place.</param>
    /// <returns>Whether the asking map has the key here.</returns>
    public bool TryGetPosition(string key, int count, out int position)
    {
        position = 0;
        if (count == 0) return false;
        if (!First().TryGetValue(key, out position) && Volatile.Read(ref _later)?.TryGetValue(key, out position) is not true) return false;
        return position < count;
    }

    /// <summary>Finds the place of the first key that differs at most in case.</summary>
    /// <param name="key">The key.</param>
    /// <param name="known">The keys of the asking map.</param>
    /// <param name="count">How many of them it has here.</param>
    /// <param name="position">The place.</param>
    /// <returns>Whether the asking map has such a key here.</returns>
    public bool TryGetPositionIgnoringCase(string key, PersistentList<string> known, int count, out int position)
    {
        lock (_foldedGate)
        {
            _folded ??= new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            for (; _foldedCount < count; _foldedCount++) _folded.TryAdd(known[_foldedCount], _foldedCount);
            return _folded.TryGetValue(key, out position) && position < count;
        }
    }

    /// <summary>Adds a key, unless another map that grew from the same one added its own before.</summary>
    /// <param name="key">The key; the asking map does not have it.</param>
    /// <param name="count">How many keys the asking map has here, which is where the key will stand.</param>
    /// <returns>Whether it was added.</returns>
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
