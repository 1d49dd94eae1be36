using System.Collections;

namespace PSSnapshots.Conversion;

/// <summary>Reads collections that other threads write, under the lock that they agree on.</summary>
internal static class Synchronized
{
    public static List<DictionaryEntry> EntriesOf(IDictionary map) => Read(map, () =>
    {
        var entries = new List<DictionaryEntry>(map.Count);
        foreach (DictionaryEntry entry in map) entries.Add(entry);
        return entries;
    });

    public static T Read<T>(IEnumerable collection, Func<T> read)
    {
        if (collection is not ICollection { IsSynchronized: true } shared) return read();
        lock (shared.SyncRoot) return read();
    }
}
