using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Matches the items of two lists, so that an inserted item is one difference and does not affect the items after it.
/// The common beginning and end of the lists are matched first, and then the longest common subsequence of the rest
/// (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986). <see cref="ItemIdentities"/> decides which
/// items match.
/// </summary>
internal static class ListAlignment
{
    /// <summary>The maximum number of edits to search for. Lists that need more are matched by index.</summary>
    private const int MaxEdits = 1000;

    /// <summary>Finds the differences between two lists.</summary>
    /// <param name="from">The first list.</param>
    /// <param name="to">The second list.</param>
    /// <param name="comparer">Compares items.</param>
    /// <param name="start">The number of items at the beginning that are known to be equal.</param>
    /// <param name="keys">The names of members that identify an item, to try before the default ones.</param>
    /// <returns>
    /// The differences in order, each as an index in the first list and an index in the second. An item that exists in one
    /// list only has −1 as the other index.
    /// </returns>
    public static IReadOnlyList<(int From, int To)> Differences(
        in ItemList from, in ItemList to, ValueEqualityComparer comparer, int start = 0, IReadOnlyList<string>? keys = null)
    {
        var shorter = Math.Min(from.Count, to.Count);
        while (start < shorter && comparer.CanSkip(from[start], to[start])) start++;
        var end = 0;
        while (end < shorter - start && comparer.CanSkip(from[from.Count - end - 1], to[to.Count - end - 1])) end++;

        var fromCount = from.Count - start - end;
        var toCount = to.Count - start - end;
        if (fromCount == 0 || toCount == 0) return Gap(start, fromCount, start, toCount, pairItems: false);
        var identities = ItemIdentities.Of(from.Slice(start, fromCount), to.Slice(start, toCount), comparer, keys);
        return identities.HasMatches
            ? EditScript(start, identities, comparer.IncludesTypes)
            : Gap(start, fromCount, start, toCount, pairItems: !identities.AreKeys);
    }

    /// <summary>Returns the differences between the middle parts of two lists, which begin at <paramref name="start"/>.</summary>
    private static List<(int From, int To)> EditScript(int start, ItemIdentities identities, bool includesTypes)
    {
        var edits = new List<(int From, int To)>();
        int x = 0, y = 0;
        foreach (var (matchX, matchY) in CommonSubsequence(identities.Left, identities.Right))
        {
            edits.AddRange(Gap(start + x, matchX - x, start + y, matchY - y, pairItems: !identities.AreKeys));
            // Items with the same key can differ in other members, and equal values can differ in type.
            if (identities.AreKeys || includesTypes) edits.Add((start + matchX, start + matchY));
            (x, y) = (matchX + 1, matchY + 1);
        }
        edits.AddRange(Gap(start + x, identities.Left.Length - x, start + y, identities.Right.Length - y, pairItems: !identities.AreKeys));
        return edits;
    }

    /// <summary>Returns the differences between two matches. With <paramref name="pairItems"/>, items are paired by index.</summary>
    private static (int From, int To)[] Gap(int from, int fromCount, int to, int toCount, bool pairItems)
    {
        var paired = pairItems ? Math.Min(fromCount, toCount) : 0;
        var gap = new (int, int)[fromCount + toCount - paired];
        var length = 0;
        for (var i = 0; i < paired; i++) gap[length++] = (from + i, to + i);
        for (var i = paired; i < fromCount; i++) gap[length++] = (from + i, -1);
        for (var i = paired; i < toCount; i++) gap[length++] = (-1, to + i);
        return gap;
    }

    /// <summary>
    /// Returns the index pairs of a longest common subsequence, or an empty list if it needs more than
    /// <see cref="MaxEdits"/> edits.
    /// </summary>
    private static List<(int X, int Y)> CommonSubsequence(int[] left, int[] right)
    {
        var limit = Math.Min(MaxEdits, left.Length + right.Length);
        // furthest[k + limit] is the furthest x that a path has reached on diagonal k (x − y).
        var furthest = new int[(2 * limit) + 2];
        var trace = new List<int[]>();
        for (var edits = 0; edits <= limit; edits++)
        {
            trace.Add(furthest.AsSpan(limit - edits, (2 * edits) + 1).ToArray());
            for (var k = -edits; k <= edits; k += 2)
            {
                var down = k == -edits || (k != edits && furthest[limit + k - 1] < furthest[limit + k + 1]);
                var x = down ? furthest[limit + k + 1] : furthest[limit + k - 1] + 1;
                var y = x - k;
                while (x < left.Length && y < right.Length && left[x] == right[y]) (x, y) = (x + 1, y + 1);
                furthest[limit + k] = x;
                if (x >= left.Length && y >= right.Length) return Backtrack(trace, left.Length, right.Length);
            }
        }
        return [];
    }

    /// <summary>Follows the trace of the search from its end to its beginning and returns the matches in order.</summary>
    private static List<(int X, int Y)> Backtrack(List<int[]> trace, int x, int y)
    {
        var matches = new List<(int X, int Y)>();
        for (var edits = trace.Count - 1; edits >= 0; edits--)
        {
            var (previousX, previousY) = edits == 0 ? (0, 0) : PreviousPoint(trace[edits], edits, x - y);
            while (x > previousX && y > previousY) matches.Add((--x, --y));
            (x, y) = (previousX, previousY);
        }
        matches.Reverse();
        return matches;
    }

    /// <summary>Returns the point of the path before its last edit, which led to diagonal <paramref name="k"/>.</summary>
    private static (int X, int Y) PreviousPoint(int[] furthest, int edits, int k)
    {
        var down = k == -edits || (k != edits && furthest[edits + k - 1] < furthest[edits + k + 1]);
        var diagonal = down ? k + 1 : k - 1;
        var x = furthest[edits + diagonal];
        return (x, x - diagonal);
    }
}
