using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Converts a state to the JSON document of an export, without the fields of the snapshot itself, such as its ID and
/// sequence number. Type notes are <c>valueTypes</c> members, as in an export.
/// </summary>
internal static class StateDocument
{
    /// <summary>Returns the document of a state.</summary>
    public static JsonValue Of(RunState state)
    {
        using var output = new Utf8Output();
        WriteTo(state, output);
        return new JsonValue(JsonSlice.Of(output.Written));
    }

    /// <summary>Writes the document of a state.</summary>
    public static void WriteTo(RunState state, Utf8Output output)
    {
        var first = true;
        output.Json("{"u8);
        SnapshotWriter.WriteState(state, output, ref first);
        output.Json("}"u8);
    }

    /// <summary>Returns the value at the tokens of a JSON Pointer, with its type notes, or <see langword="null"/> if it does not exist.</summary>
    public static JsonValue? Find(RunState state, ReadOnlySpan<string> tokens)
    {
        // The most frequent queries are answered without writing the document.
        if (tokens is ["status"]) return JsonValue.From(FormatText.Of(state.Status));
        return tokens switch
        {
            ["stepResults", var id, ..] => JsonPointer.Find(
                state.StepResults.TryGetExact(id, out var result) ? result.ToJson() : null, tokens[2..]),
            ["runId"] => JsonValue.From(state.RunId),
            ["workflowId"] => JsonValue.From(state.WorkflowId),
            ["executionPath", ..] => JsonPointer.Find(state.ExecutionPath.ToJson(), tokens[1..]),
            ["suspendedPaths", var id, ..] => JsonPointer.Find(state.SuspendedPaths.TryGetExact(id, out var path) ? path.ToJson() : null, tokens[2..]),
            ["input", ..] => JsonPointer.Find(state.InputJson, tokens[1..]),
            ["result", ..] => JsonPointer.Find(state.ResultJson, tokens[1..]),
            ["error", ..] => JsonPointer.Find(state.ErrorJson, tokens[1..]),
            ["executionContext", var key, ..] => JsonPointer.Find(state.ContextValues.TryGetExact(key, out var value) ? value : null, tokens[2..]),
            ["logs", var index, ..] => JsonPointer.Find(EntryAt(state.Logs, index), tokens[2..]),
            ["events", var index, ..] => JsonPointer.Find(EntryAt(state.Events, index), tokens[2..]),
            ["executionGraph", var index, ..] => JsonPointer.Find(GraphEntryAt(state, index), tokens[2..]),
            _ => JsonPointer.Find(Of(state), tokens),
        };
    }

    private static JsonValue? GraphEntryAt(RunState state, string token) =>
        JsonPointer.TryIndex(token, out var index) && index < state.GraphEntries.Count ? state.GraphEntries[index] : null;

    private static JsonValue? EntryAt<T>(EntryList<T> entries, string token)
        where T : StateEntry, IStateEntry<T> =>
        JsonPointer.TryIndex(token, out var index) && index < entries.Count ? entries.ValueAt(index) : null;
}
