using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>What of a graph tells one definition from another: each node by its id, in order.</summary>
internal static class GraphOutline
{
    /// <summary>A node of a graph.</summary>
    /// <param name="Id">The id under which its result is kept.</param>
    /// <param name="Parent">What it stands in, the arm included.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Hashes">The hashes of its code; empty where the graph was made elsewhere and has none.</param>
    internal readonly record struct Entry(string Id, string Parent, string Kind, string Hashes)
    {
        /// <summary>The ID of the node that it is in, without the arm; empty at the top.</summary>
        public string Container { get; init; } = "";

        public bool IsSameAs(Entry other) => Kind == other.Kind && (Hashes.Length == 0 || Hashes == other.Hashes);
    }

    public static List<Entry> Of(IReadOnlyList<JsonValue> graph)
    {
        var entries = new List<Entry>(graph.Count);
        foreach (var node in graph) Add(node, "", "", "", entries);
        return entries;
    }

    private static void Add(JsonValue node, string prefix, string parent, string container, List<Entry> entries)
    {
        var step = node.GetMember("step");
        var ownId = (step?.GetMember("id") ?? node.GetMember("id"))?.GetString();
        if (ownId is null)
        {
            AddAll(node.GetMember("steps"), prefix, parent, container, entries);
            return;
        }
        var id = prefix + ownId;
        var inner = step?.GetMember("executionGraph");
        var kind = inner is null ? node.GetMember("type")?.GetString() : "nested";
        entries.Add(new Entry(id, parent, $"{kind}{node.GetMember("loopType")}", string.Join(' ', Hashes(node, step).Where(hash => hash is not null))) { Container = container });
        if (inner is not null) AddAll(inner, id + ".", id, id, entries);
        if (node.GetMember("steps") is { Kind: JsonKind.Array } steps)
        {
            var arm = 0;
            var isParallel = kind == "parallel";
            foreach (var item in steps.Items()) Add(item, prefix, isParallel ? id : $"{id}/{arm++}", id, entries);
        }
    }

    private static void AddAll(JsonValue? nodes, string prefix, string parent, string container, List<Entry> entries)
    {
        if (nodes is not { Kind: JsonKind.Array }) return;
        foreach (var node in nodes.Items()) Add(node, prefix, parent, container, entries);
    }

    private static IEnumerable<string?> Hashes(JsonValue node, JsonValue? step)
    {
        yield return HashOf(step);
        yield return HashOf(node.GetMember("items"));
        yield return HashOf(node.GetMember("condition"));
        if (node.GetMember("conditions") is not { Kind: JsonKind.Array } conditions) yield break;
        foreach (var condition in conditions.Items()) yield return HashOf(condition);
    }

    private static string? HashOf(JsonValue? code) => code?.GetMember("hash")?.GetString();
}
