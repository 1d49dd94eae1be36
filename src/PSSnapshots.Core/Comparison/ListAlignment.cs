using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Matches the items of two lists, so that an item put in front is one difference and not one for each item behind
/// it. What both ends have in common is matched first; between them the longest common subsequence
/// (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986), of items or, where all items are objects
/// with a distinct <c>id</c>, <c>name</c> or <c>key</c>, of those.
/// </summary>
internal static class ListAlignment
{
    /// <summary>How many edits are looked for; lists that differ in more are matched by place.</summary>
    private const int MaxEdits = 1000;

    /// <summary>
    /// Matches two lists whose items before <paramref name="start"/> are known to be the same.
    /// <paramref name="keys"/> are names of members that tell items apart, to try before the usual ones.
    /// </summary>
    /// <returns>
    /// In order, what is not the same: pairs of an item of each list that stand for one another, and single items,
    /// with −1 for the other side.
    /// </returns>
    public static IReadOnlyList<(int From, int To)> Differences(
        (int Count, Func<int, JsonValue> At) from, (int Count, Func<int, JsonValue> At) to, ValueEquality same, int start = 0, IReadOnlyList<string>? keys = null)
    {
        var shorter = Math.Min(from.Count, to.Count);
        while (start < shorter && same.AreSame(from.At(start), to.At(start))) start++;
        var end = 0;
        while (end < shorter - start && same.AreSame(from.At(from.Count - end - 1), to.At(to.Count - end - 1))) end++;

        var fromCount = from.Count - start - end;
        var toCount = to.Count - start - end;
        if (fromCount == 0 || toCount == 0) return Gap(start, fromCount, start, toCount, pair: false);
        return Between(Items(from.At, start, fromCount), Items(to.At, start, toCount), same, start, keys);
    }

    /// <inheritdoc cref="Differences(ValueTuple{int, Func{int, JsonValue}}, ValueTuple{int, Func{int, JsonValue}}, ValueEquality, int, IReadOnlyList{string}?)"/>
    public static IReadOnlyList<(int From, int To)> Differences(JsonValue[] from, JsonValue[] to, ValueEquality same, IReadOnlyList<string>? keys)
    {
        var shorter = Math.Min(from.Length, to.Length);
        var start = 0;
        while (start < shorter && same.AreSame(from[start], to[start])) start++;
        var end = 0;
        while (end < shorter - start && same.AreSame(from[^(end + 1)], to[^(end + 1)])) end++;

        var fromCount = from.Length - start - end;
        var toCount = to.Length - start - end;
        if (fromCount == 0 || toCount == 0) return Gap(start, fromCount, start, toCount, pair: false);
        return start + end == 0
            ? Between(from, to, same, start, keys)
            : Between(from[start..(start + fromCount)], to[start..(start + toCount)], same, start, keys);
    }

    private static IReadOnlyList<(int From, int To)> Between(JsonValue[] left, JsonValue[] right, ValueEquality same, int start, IReadOnlyList<string>? keys)
    {
        var names = ItemNames.Of(left, right, same, keys);
        return names.HaveCommon ? Script(start, names, same.IncludesTypes) : Gap(start, left.Length, start, right.Length, pair: !names.AreKeys);
    }

    private static JsonValue[] Items(Func<int, JsonValue> at, int start, int count)
    {
        var items = new JsonValue[count];
        for (var i = 0; i < count; i++) items[i] = at(start + i);
        return items;
    }

    /// <summary>The differences between the middles of two lists, given the names of their items.</summary>
    private static List<(int From, int To)> Script(int start, ItemNames names, bool includesTypes)
    {
        var edits = new List<(int From, int To)>();
        int x = 0, y = 0;
        foreach (var (matchX, matchY) in CommonSubsequence(names.Left, names.Right))
        {
            edits.AddRange(Gap(start + x, matchX - x, start + y, matchY - y, pair: !names.AreKeys));
            // Items with the same key stand for one another, whatever else they hold; those that mean the same may differ in types.
            if (names.AreKeys || includesTypes) edits.Add((start + matchX, start + matchY));
            (x, y) = (matchX + 1, matchY + 1);
        }
        edits.AddRange(Gap(start + x, names.Left.Length - x, start + y, names.Right.Length - y, pair: !names.AreKeys));
        return edits;
    }

    /// <summary>Items between two matches: paired by place where that is wanted, the rest single.</summary>
    private static (int From, int To)[] Gap(int from, int fromCount, int to, int toCount, bool pair)
    {
        var paired = pair ? Math.Min(fromCount, toCount) : 0;
        var gap = new (int, int)[fromCount + toCount - paired];
        var at = 0;
        for (var i = 0; i < paired; i++) gap[at++] = (from + i, to + i);
        for (var i = paired; i < fromCount; i++) gap[at++] = (from + i, -1);
        for (var i = paired; i < toCount; i++) gap[at++] = (-1, to + i);
        return gap;
    }

    /// <summary>The places of a longest common subsequence; none where the lists differ in too much.</summary>
    private static List<(int X, int Y)> CommonSubsequence(int[] left, int[] right)
    {
        var limit = Math.Min(MaxEdits, left.Length + right.Length);
        // furthest[k + limit] is how far in left the best path on diagonal k (x − y) has come.
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
                if (x >= left.Length && y >= right.Length) return Matches(trace, left.Length, right.Length);
            }
        }
        return [];
    }

    /// <summary>Follows the trace of the search back from its end.</summary>
    private static List<(int X, int Y)> Matches(List<int[]> trace, int x, int y)
    {
        var matches = new List<(int X, int Y)>();
        for (var edits = trace.Count - 1; edits >= 0; edits--)
        {
            var (beforeX, beforeY) = edits == 0 ? (0, 0) : Before(trace[edits], edits, x - y);
            while (x > beforeX && y > beforeY) matches.Add((--x, --y));
            (x, y) = (beforeX, beforeY);
        }
        matches.Reverse();
        return matches;
    }

    /// <summary>Where the path stood before its last edit, which led to diagonal <paramref name="k"/>.</summary>
    private static (int X, int Y) Before(int[] furthest, int edits, int k)
    {
        var down = k == -edits || (k != edits && furthest[edits + k - 1] < furthest[edits + k + 1]);
        var diagonal = down ? k + 1 : k - 1;
        var x = furthest[edits + diagonal];
        return (x, x - diagonal);
    }
}
