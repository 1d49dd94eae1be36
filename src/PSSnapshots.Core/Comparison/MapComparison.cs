using PSSnapshots.Collections;

namespace PSSnapshots.Comparison;

/// <summary>Pairs the values of two maps by key.</summary>
internal static class MapComparison
{
    /// <summary>
    /// Calls <paramref name="compare"/> for each key whose values can differ: first for the keys of the first map, then for
    /// the keys that only the second map has. Values that both maps share in memory are skipped if the maps share their
    /// keys.
    /// </summary>
    /// <param name="from">The first map.</param>
    /// <param name="to">The second map.</param>
    /// <param name="compare">Compares the values of a key. The value is <see langword="null"/> if a map does not have the key.</param>
    public static void Compare<T>(OrderedMap<T> from, OrderedMap<T> to, Action<string, T?, T?> compare)
        where T : class
    {
        if (ReferenceEquals(from, to)) return;
        if (from.SharesKeysWith(to))
        {
            CompareByIndex(from, to, compare);
            return;
        }
        var common = CompareByKey(from, to, compare);
        if (common < to.Count) CompareAddedKeys(from, to, to.Count - common, compare);
    }

    /// <summary>Compares maps that share their keys, so that a key has the same index in both.</summary>
    private static void CompareByIndex<T>(OrderedMap<T> from, OrderedMap<T> to, Action<string, T?, T?> compare)
        where T : class
    {
        var common = Math.Min(from.Count, to.Count);
        for (var index = from.NextNotSharedWith(to, 0); index < common; index = from.NextNotSharedWith(to, index + 1))
            compare(from.Keys[index], from.ValueAt(index), to.ValueAt(index));
        for (var index = common; index < from.Count; index++) compare(from.Keys[index], from.ValueAt(index), null);
        for (var index = common; index < to.Count; index++) compare(to.Keys[index], null, to.ValueAt(index));
    }

    /// <summary>Compares the values of all keys of the first map.</summary>
    /// <returns>The number of keys that both maps have.</returns>
    private static int CompareByKey<T>(OrderedMap<T> from, OrderedMap<T> to, Action<string, T?, T?> compare)
        where T : class
    {
        int likelyIndex = 0, common = 0;
        foreach (var (key, value) in from)
        {
            var index = to.PlaceOf(key, likelyIndex);
            compare(key, value, index < 0 ? null : to.ValueAt(index));
            if (index < 0) continue;
            likelyIndex = index + 1;
            common++;
        }
        return common;
    }

    private static void CompareAddedKeys<T>(OrderedMap<T> from, OrderedMap<T> to, int count, Action<string, T?, T?> compare)
        where T : class
    {
        var likelyIndex = 0;
        for (var i = 0; count > 0; i++)
        {
            var key = to.Keys[i];
            var index = from.PlaceOf(key, likelyIndex);
            if (index >= 0)
            {
                likelyIndex = index + 1;
                continue;
            }
            compare(key, null, to.ValueAt(i));
            count--;
        }
    }
}
