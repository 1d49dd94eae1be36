namespace PSSnapshots.Values;

/// <summary>
/// Counts the bytes, values and notes that comparisons on this thread visit. Tests use it to assert how the work grows
/// with the size of the values.
/// </summary>
internal static class ComparisonWork
{
    [ThreadStatic]
    private static long _count;

    /// <summary>The number of items visited on this thread so far.</summary>
    public static long Count => _count;

    /// <summary>Adds to the count of this thread.</summary>
    public static void Add(long count) => _count += count;
}
