namespace PSSnapshots.Collections;

/// <summary>
/// Where keys stand that came all at once. It is made when one is first looked up: an import that is only exported
/// or compared again never pays for it.
/// </summary>
/// <param name="keys">The keys, each of them once.</param>
internal sealed class KeyIndex(PersistentList<string> keys)
{
    private Dictionary<string, int>? _positions;

    public bool TryGetPosition(string key, out int position)
    {
        position = 0;
        return keys.Count > 0 && Positions().TryGetValue(key, out position);
    }

    private Dictionary<string, int> Positions()
    {
        if (Volatile.Read(ref _positions) is { } known) return known;
        var positions = new Dictionary<string, int>(keys.Count, StringComparer.Ordinal);
        foreach (var key in keys) positions.Add(key, positions.Count);
        // Two threads that come at once make it twice, and either is right.
        Volatile.Write(ref _positions, positions);
        return positions;
    }
}
