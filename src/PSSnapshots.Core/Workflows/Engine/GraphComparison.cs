using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Finds the differences between the graphs of two definitions.</summary>
internal static class GraphComparison
{
    /// <summary>Compares two graphs.</summary>
    /// <param name="before">The graph that a run has.</param>
    /// <param name="now">The graph of the definition.</param>
    /// <param name="nowByText">The same graph with the hashes that version 0.1 stores. A node is unchanged if either hash matches.</param>
    public static IReadOnlyList<DefinitionChange> Compare(IReadOnlyList<JsonValue> before, IReadOnlyList<JsonValue> now, Func<IReadOnlyList<JsonValue>> nowByText)
    {
        if (before.Count == 0 || before.SequenceEqual(now, IdenticalText.Instance)) return [];
        var old = GraphOutline.Of(before);
        var current = GraphOutline.Of(now);
        var byText = new Lazy<List<GraphOutline.Entry>>(() => GraphOutline.Of(nowByText()));
        var places = new Dictionary<string, int>(old.Count, StringComparer.Ordinal);
        for (var i = 0; i < old.Count; i++) places.TryAdd(old[i].Id, i);
        var kept = new HashSet<string>(current.Select(entry => entry.Id), StringComparer.Ordinal);

        var changes = new List<DefinitionChange>();
        foreach (var entry in old)
            if (!kept.Contains(entry.Id)) changes.Add(new DefinitionChange(entry.Id, DefinitionChangeKind.Removed));
        var inOrder = InOrder([.. current.Select(entry => places.TryGetValue(entry.Id, out var place) ? place : -1)]);
        for (var i = 0; i < current.Count; i++)
        {
            var entry = current[i];
            if (!places.TryGetValue(entry.Id, out var place))
            {
                changes.Add(new DefinitionChange(entry.Id, DefinitionChangeKind.Added));
                continue;
            }
            if (!old[place].IsSameAs(entry) && !old[place].IsSameAs(byText.Value[i])) changes.Add(new DefinitionChange(entry.Id, DefinitionChangeKind.Changed));
            if (old[place].Parent != entry.Parent || !inOrder[i]) changes.Add(new DefinitionChange(entry.Id, DefinitionChangeKind.Moved));
        }
        return changes;
    }

    /// <summary>
    /// Marks a longest increasing subsequence of the numbers, ignoring −1 (patience sorting, O(n log n)). Numbers that are not
    /// marked have moved.
    /// </summary>
    private static bool[] InOrder(int[] numbers)
    {
        var tails = new List<int>();
        var before = new int[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < 0) continue;
            int low = 0, high = tails.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (numbers[tails[middle]] < numbers[i]) low = middle + 1;
                else high = middle;
            }
            before[i] = low == 0 ? -1 : tails[low - 1];
            if (low == tails.Count) tails.Add(i);
            else tails[low] = i;
        }
        var marked = new bool[numbers.Length];
        for (var i = tails.Count == 0 ? -1 : tails[^1]; i >= 0; i = before[i]) marked[i] = true;
        return marked;
    }

    private sealed class IdenticalText : IEqualityComparer<JsonValue>
    {
        public static IdenticalText Instance { get; } = new();

        public bool Equals(JsonValue? x, JsonValue? y) => x!.Utf8.SequenceEqual(y!.Utf8);

        public int GetHashCode(JsonValue value) => value.ByteCount;
    }
}
