using System.Collections.Concurrent;

namespace PSSnapshots.Collections;

/// <summary>
/// Where keys stand that came one by one: one index for all maps that grew from one another. A key counts for a map
/// only where its place is below the map's count. A map claims the place behind its last key; where another map has
/// put another key there, it goes on with a copy.
/// </summary>
internal sealed class AddedKeys
{
    private readonly ConcurrentDictionary<string, int> _places;
    private readonly object _gate = new();
    private int _end;

    /// <param name="end">The place at which the first key will stand.</param>
    public AddedKeys(int end)
    {
        _places = new(concurrencyLevel: 1, capacity: 7, StringComparer.Ordinal);
        _end = end;
    }

    private AddedKeys(IEnumerable<KeyValuePair<string, int>> places, int end)
    {
        _places = new(concurrencyLevel: 1, places, StringComparer.Ordinal);
        _end = end;
    }

    public bool TryGetPlace(string key, int count, out int place) => _places.TryGetValue(key, out place) && place < count;

    /// <summary>Adds a key that a map of a count does not have.</summary>
    /// <returns>The index that has it: this one or a copy.</returns>
    public AddedKeys Add(string key, int count)
    {
        lock (_gate)
        {
            if (_end == count)
            {
                _places[key] = count;
                _end++;
                return this;
            }
            if (_places.TryGetValue(key, out var place) && place == count) return this;
        }
        var copy = new AddedKeys(_places.Where(pair => pair.Value < count), count);
        return copy.Add(key, count);
    }
}
