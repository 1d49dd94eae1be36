using PSSnapshots.Values;

namespace PSSnapshots.Validation;

/// <summary>The IDs of the steps in an execution graph, including those of nested entries and workflows.</summary>
internal sealed class GraphStepIds
{
    /// <summary>The characters that can follow a step ID in the ID of an iteration or of a step of a nested workflow.</summary>
    private static readonly char[] Separators = ['.', '/', '[', ':', '#'];

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private GraphStepIds()
    {
    }

    /// <summary>
    /// Returns the step IDs in the graph of a state, or <see langword="null"/> if the state has no graph or no step
    /// results, or if an entry of the graph contains no ID, which means that its format is unknown.
    /// </summary>
    public static GraphStepIds? Of(RunState state)
    {
        if (state.GraphEntries.Count == 0 || state.StepResults.Count == 0) return null;
        var ids = new GraphStepIds();
        foreach (var entry in state.GraphEntries)
            if (!ids.AddFrom(entry.Slice)) return null;
        return ids;
    }

    /// <summary>Returns whether an ID is a step ID of the graph, or begins with one and a separator.</summary>
    public bool Contains(string id)
    {
        if (_ids.Contains(id)) return true;
        for (var end = id.IndexOfAny(Separators); end >= 0; end = id.IndexOfAny(Separators, end + 1))
            if (_ids.Contains(id[..end])) return true;
        return false;
    }

    /// <summary>
    /// Adds the IDs of all objects in a value, at any depth. IDs of other objects are added too, which can only suppress a
    /// warning.
    /// </summary>
    /// <returns>True if the value contains an ID.</returns>
    private bool AddFrom(JsonSlice value) => value.First switch
    {
        (byte)'{' => AddFromMembers(value),
        (byte)'[' => AddFromItems(value),
        _ => false,
    };

    private bool AddFromMembers(JsonSlice value)
    {
        var found = false;
        foreach (var member in JsonScan.Members(value))
        {
            // Schemas are large and contain no steps.
            if (member.RawName.Span.EndsWith("Schema"u8)) continue;
            if ((member.Is("id"u8) || member.Is("stepId"u8)) && member.Value.First == (byte)'"')
            {
                _ids.Add(JsonText.Unescape(member.Value.Span[1..^1]));
                found = true;
            }
            else
            {
                found |= AddFrom(member.Value);
            }
        }
        return found;
    }

    private bool AddFromItems(JsonSlice value)
    {
        var found = false;
        foreach (var item in JsonScan.Items(value)) found |= AddFrom(item);
        return found;
    }
}
