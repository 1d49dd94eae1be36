using PSSnapshots.Storage;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>The parts of a graph that identify a definition: its nodes by ID, in order.</summary>
internal static class GraphOutline
{
    /// <summary>A node of a graph.</summary>
    /// <param name="Id">The ID of the node's result.</param>
    /// <param name="Parent">The containing node, including the arm.</param>
    /// <param name="Kind">The kind of the node.</param>
    /// <param name="Hashes">The hashes of the node's code; empty if another implementation wrote the graph without hashes.</param>
    internal readonly record struct Entry(string Id, string Parent, string Kind, string Hashes)
    {
        /// <summary>The ID of the containing node, without the arm; empty at the top level.</summary>
        public string Container { get; init; } = "";

        public bool IsSameAs(Entry other) => Kind == other.Kind && (Hashes.Length == 0 || Hashes == other.Hashes);
    }

    public static List<Entry> Of(IReadOnlyList<JsonValue> graph)
    {
        var entries = new List<Entry>(graph.Count);
        foreach (var node in graph) Add(node, "", "", "", entries);
        return entries;
    }

    private static void Add(JsonValue value, string prefix, string parent, string container, List<Entry> entries)
    {
        if (value.Kind != JsonKind.Object) return;
        var node = new RecordFields(value.Slice);
        var step = node.Object("step"u8);
        if ((step?.Text("id"u8) ?? node.Text("id"u8)) is not { } ownId)
        {
            AddAll(node.Items("steps"u8), prefix, parent, container, entries);
            return;
        }
        var id = prefix + ownId;
        var inner = step?.Value("executionGraph"u8);
        var kind = inner is null ? node.Text("type"u8) : "nested";
        entries.Add(new Entry(id, parent, $"{kind}{node.Value("loopType"u8)}", string.Join(' ', Hashes(node, step).Where(hash => hash is not null))) { Container = container });
        if (inner is not null) AddAll(step!.Items("executionGraph"u8), id + ".", id, id, entries);
        var arm = 0;
        var isParallel = kind == "parallel";
        foreach (var item in node.Items("steps"u8) ?? []) Add(item, prefix, isParallel ? id : $"{id}/{arm++}", id, entries);
    }

    private static void AddAll(JsonValue[]? nodes, string prefix, string parent, string container, List<Entry> entries)
    {
        foreach (var node in nodes ?? []) Add(node, prefix, parent, container, entries);
    }

    private static IEnumerable<string?> Hashes(RecordFields node, RecordFields? step)
    {
        yield return step?.Text("hash"u8);
        yield return node.Object("items"u8)?.Text("hash"u8);
        yield return node.Object("condition"u8)?.Text("hash"u8);
        foreach (var condition in node.Items("conditions"u8) ?? [])
            yield return condition.Kind == JsonKind.Object ? new RecordFields(condition.Slice).Text("hash"u8) : null;
    }
}
