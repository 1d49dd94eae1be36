using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>Which step a change belongs to.</summary>
internal static class ChangedStep
{
    /// <returns>The step's id, or <see langword="null"/> where it belongs to none.</returns>
    public static string? Of(ComparedStates states, SnapshotChange change)
    {
        var isInSecond = change.Kind != ChangeKind.Removed;
        var tokens = change.Place.Tokens(isInSecond);
        switch (tokens)
        {
            case ["stepResults" or "suspendedPaths", var id, ..]:
                return id;
            case ["logs" or "events" or "executionGraph", _]:
                return InEntry(tokens, isInSecond ? change.ToJson : change.FromJson);
            case ["logs" or "events" or "executionGraph", _, ..]:
                // Inside an entry that both have, the second says whose it is.
                var inSecond = change.Place.Tokens(second: true);
                return InEntry(inSecond, StateDocument.Find(states.To, inSecond.AsSpan(0, 2)));
            default:
                return null;
        }
    }

    private static string? InEntry(string[] tokens, JsonValue? entry) => tokens[0] switch
    {
        "logs" => TextOf(entry, "stepId"),
        "events" => TextOf(entry?.GetMember("payload"), "stepId"),
        _ => InGraph(tokens, entry),
    };

    /// <summary>The innermost entry of the graph around a place that is a step's: <c>{"type":"step","step":{"id":…}}</c>.</summary>
    private static string? InGraph(string[] tokens, JsonValue? entry)
    {
        string? step = null;
        for (var i = 2; ; i++)
        {
            step = TextOf(entry?.GetMember("step"), "id") ?? step;
            if (i == tokens.Length) return step;
            entry = JsonPointer.Find(entry, tokens.AsSpan(i, 1));
        }
    }

    private static string? TextOf(JsonValue? owner, string name) => owner?.GetMember(name)?.GetString();
}
