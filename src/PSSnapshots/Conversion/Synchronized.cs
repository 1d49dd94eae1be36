using System.Collections;

namespace PSSnapshots.Conversion;

/// <summary>Reads collections that other threads write, and writes them, under the lock that they agree on.</summary>
internal static class Synchronized
{
    public static List<DictionaryEntry> EntriesOf(IDictionary map) => Read(map, () =>
    {
        var entries = new List<DictionaryEntry>(map.Count);
        foreach (DictionaryEntry entry in map) entries.Add(entry);
        return entries;
    });

    /// <summary>Does something with a collection while no other thread that keeps to its lock changes it.</summary>
    public static T Read<T>(IEnumerable collection, Func<T> read)
    {
        if (collection is not ICollection { IsSynchronized: true } shared) return read();
        lock (shared.SyncRoot) return read();
    }
}
