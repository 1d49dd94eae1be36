namespace PSSnapshots.Values;

/// <summary>
/// Counts what comparisons on this thread look at (bytes, values and notes), so that a test can tell how the work grows
/// with the size of what is compared.
/// </summary>
internal static class ComparisonWork
{
    [ThreadStatic]
    private static long _count;

    /// <summary>What was looked at so far.</summary>
    public static long Count => _count;

    public static void Add(long count) => _count += count;
}
