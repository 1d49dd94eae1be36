using System.Collections;

namespace PSSnapshots.Conversion;

/// <summary>Reads and writes synchronized collections under their lock.</summary>
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

    /// <summary>Reads a collection while holding its lock, if it is synchronized.</summary>
    public static T Read<T>(IEnumerable collection, Func<T> read)
    {
        if (collection is not ICollection { IsSynchronized: true } shared) return read();
        lock (shared.SyncRoot) return read();
    }
}
