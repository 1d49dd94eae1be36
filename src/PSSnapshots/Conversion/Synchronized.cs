using System.Collections;

namespace PSSnapshots.Conversion;

/// <summary>Reads collections that other threads write, under the lock that they agree on.</summary>
internal static class Synchronized
{
    public static List<DictionaryEntry> EntriesOf(IDictionary map)
    {
        if (!IsShared(map, out var gate)) return Read();
        lock (gate) return Read();

        List<DictionaryEntry> Read()
        {
            var entries = new List<DictionaryEntry>(map.Count);
            var enumerator = map.GetEnumerator();
            using var owned = enumerator as IDisposable;
            while (enumerator.MoveNext()) entries.Add(enumerator.Entry);
            return entries;
        }
    }

    public static List<object?> ItemsOf(IEnumerable items)
    {
        if (!IsShared(items, out var gate)) return Read();
        lock (gate) return Read();

        List<object?> Read()
        {
            var all = new List<object?>();
            foreach (var item in items) all.Add(item);
            return all;
        }
    }

    private static bool IsShared(IEnumerable collection, out object gate)
    {
        var shared = collection is ICollection { IsSynchronized: true } found ? found : null;
        gate = shared?.SyncRoot ?? collection;
        return shared is not null;
    }
}
