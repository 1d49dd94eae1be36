using System.Collections;

namespace PSSnapshots.Conversion;

/// <summary>Reads collections that other threads write, under the lock that they agree on.</summary>
internal static class Synchronized
{
    public static T Read<T>(IEnumerable collection, Func<T> read)
    {
        if (collection is not ICollection { IsSynchronized: true } shared) return read();
        lock (shared.SyncRoot) return read();
    }
}
