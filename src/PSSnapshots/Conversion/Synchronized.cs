using System.Collections;

namespace PSSnapshots.Conversion;

/// <summary>Reads collections that other threads write, and writes them, under the lock that they agree on.</summary>
internal static class Synchronized
{
    public static List<DictionaryEntry> EntriesOf(IDictionary map) => Read(map, () =>
    {
        var entries = new List<DictionaryEntry>(map.Count);
        var enumerator = map.GetEnumerator();
        using var owned = enumerator as IDisposable;
        while (enumerator.MoveNext()) entries.Add(enumerator.Entry);
        return entries;
    });

    public static List<object?> ItemsOf(IEnumerable items) => Read(items, () =>
    {
        var all = new List<object?>();
        foreach (var item in items) all.Add(item);
        return all;
    });

    /// <summary>Does something with a collection while no other thread that keeps to its lock changes it.</summary>
    public static T Read<T>(IEnumerable collection, Func<T> read)
    {
        if (collection is not ICollection { IsSynchronized: true } shared) return read();
        lock (shared.SyncRoot) return read();
    }
}
