using PSSnapshots.Values;

namespace PSSnapshots.Validation;

/// <summary>The ids of the steps that an execution graph has, those of nested entries and workflows among them.</summary>
internal sealed class GraphSteps
{
    // What may follow a step's id in the id of a part of it: an iteration, or a step of a nested workflow.
    private static readonly char[] PartMarks = ['.', '/', '[', ':', '#'];

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private GraphSteps()
    {
    }

    /// <summary>The steps of a state's graph; nothing where there is none, or where an entry is of a shape that names no step.</summary>
    public static GraphSteps? Of(RunState state)
    {
        if (state.GraphEntries.Count == 0 || state.StepResults.Count == 0) return null;
        var steps = new GraphSteps();
        foreach (var entry in state.GraphEntries)
            if (!steps.AddAll(entry.Slice)) return null;
        return steps;
    }

    /// <summary>Whether an id is a step's, or that of a part of a step.</summary>
    public bool Knows(string id)
    {
        if (_ids.Contains(id)) return true;
        for (var mark = id.IndexOfAny(PartMarks); mark >= 0; mark = id.IndexOfAny(PartMarks, mark + 1))
            if (_ids.Contains(id[..mark])) return true;
        return false;
    }

    /// <summary>Adds the ids of all objects in an entry, whatever they are nested in: too many do no harm.</summary>
    private bool AddAll(JsonSlice entry)
    {
        var found = false;
        switch (entry.First)
        {
            case (byte)'{':
                foreach (var member in JsonScan.Members(entry))
                {
                    // Schemas are large, and no part of the graph.
                    if (member.RawName.Span.EndsWith("Schema"u8)) continue;
                    if ((member.Is("id"u8) || member.Is("stepId"u8)) && member.Value.First == (byte)'"')
                    {
                        _ids.Add(JsonText.Unescape(member.Value.Span[1..^1]));
                        found = true;
                    }
                    else
                    {
                        found |= AddAll(member.Value);
                    }
                }
                break;
            case (byte)'[':
                foreach (var item in JsonScan.Items(entry)) found |= AddAll(item);
                break;
        }
        return found;
    }
}
