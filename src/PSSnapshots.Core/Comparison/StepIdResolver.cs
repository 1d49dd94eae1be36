using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>Finds the step that a change belongs to.</summary>
internal static class StepIdResolver
{
    /// <summary>Returns the ID of the step, or <see langword="null"/> if the change belongs to no step.</summary>
    public static string? Resolve(ComparedStates states, SnapshotChange change)
    {
        var tokens = change.Tokens;
        switch (tokens)
        {
            case ["stepResults" or "suspendedPaths", var id, ..]:
                return id;
            case ["logs" or "events" or "executionGraph", _]:
                return FindInEntry(tokens, change.Kind == ChangeKind.Removed ? change.FromJson : change.ToJson);
            case ["logs" or "events" or "executionGraph", _, ..]:
                // Both states have the entry. The step is the one that the second state names.
                var secondTokens = change.FullPath.Tokens(second: true);
                return FindInEntry(secondTokens, StateDocument.Find(states.To, secondTokens.AsSpan(0, 2)));
            default:
                return null;
        }
    }

    private static string? FindInEntry(string[] tokens, JsonValue? entry) => tokens[0] switch
    {
        "logs" => GetText(entry, "stepId"),
        "events" => GetText(entry?.GetMember("payload"), "stepId"),
        _ => FindInGraph(tokens, entry),
    };

    /// <summary>
    /// Returns the ID of the innermost step that contains the path. A step in the graph is an entry of the form
    /// <c>{"type":"step","step":{"id":…}}</c>.
    /// </summary>
    private static string? FindInGraph(string[] tokens, JsonValue? entry)
    {
        string? stepId = null;
        for (var i = 2; ; i++)
        {
            stepId = GetText(entry?.GetMember("step"), "id") ?? stepId;
            if (i == tokens.Length) return stepId;
            entry = JsonPointer.Find(entry, tokens.AsSpan(i, 1));
        }
    }

    private static string? GetText(JsonValue? owner, string name) => owner?.GetMember(name)?.GetString();
}
