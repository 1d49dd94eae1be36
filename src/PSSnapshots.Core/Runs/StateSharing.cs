using PSSnapshots.Collections;

namespace PSSnapshots;

/// <summary>
/// Replaces parts of a state by the equal parts of an earlier state of the same run that was created independently. The two
/// states then share one copy, which a comparison skips.
/// </summary>
/// <remarks>
/// Two parts are equal if they have the same text and the same types under the same key, or at the same index of a list.
/// Changed parts are kept.
/// </remarks>
internal static class StateSharing
{
    /// <summary>Shares equal parts with an earlier state.</summary>
    /// <param name="state">The later state, which is not changed.</param>
    /// <param name="earlier">The earlier state.</param>
    /// <returns>An equal state; the earlier one itself if nothing differs.</returns>
    public static RunState Share(RunState state, RunState earlier)
    {
        var shared = state with
        {
            RunId = Text(state.RunId, earlier.RunId),
            WorkflowId = Text(state.WorkflowId, earlier.WorkflowId),
            InputJson = Value(state.InputJson, earlier.InputJson),
            StepResults = Steps(state.StepResults, earlier.StepResults),
            ExecutionPath = Path(state.ExecutionPath, earlier.ExecutionPath),
            SuspendedPaths = Map(state.SuspendedPaths, earlier.SuspendedPaths, Path),
            Events = state.Events.Sharing(earlier.Events),
            Logs = state.Logs.Sharing(earlier.Logs),
            GraphEntries = List(state.GraphEntries, earlier.GraphEntries),
            ResultJson = Value(state.ResultJson, earlier.ResultJson),
            ErrorJson = Value(state.ErrorJson, earlier.ErrorJson),
            ContextValues = Map(state.ContextValues, earlier.ContextValues, (value, before) => Value(value, before)!),
            UnknownFields = Map(state.UnknownFields, earlier.UnknownFields, (value, before) => Value(value, before)!),
        };
        return IsSame(shared, earlier) ? earlier : shared;
    }

    private static string Text(string text, string earlier) => text == earlier ? earlier : text;

    private static StepPath Path(StepPath path, StepPath earlier) => path.Equals(earlier) ? earlier : path;

    private static JsonValue? Value(JsonValue? value, JsonValue? earlier) =>
        value is not null && earlier is not null && value.IsIdenticalTo(earlier) ? earlier : value;

    private static StepResultMap Steps(StepResultMap steps, StepResultMap earlier)
    {
        var shared = Map(steps, earlier, (step, before) => step.Sharing(before));
        return ReferenceEquals(shared, earlier) ? earlier : StepResultMap.Of(shared);
    }

    private static PersistentList<JsonValue> List(PersistentList<JsonValue> list, PersistentList<JsonValue> earlier)
    {
        var common = Math.Min(list.Count, earlier.Count);
        JsonValue[] items = [.. list.Take(common).Zip(earlier, (item, before) => Value(item, before)!), .. list.Skip(common)];
        return list.Count == earlier.Count && items.Zip(earlier, ReferenceEquals).All(isSame => isSame) ? earlier : PersistentList<JsonValue>.Create(items);
    }

    /// <summary>
    /// If the map begins with the keys of the earlier map, it is derived from that one, so that unchanged parts take no extra
    /// memory.
    /// </summary>
    private static OrderedMap<T> Map<T>(OrderedMap<T> map, OrderedMap<T> earlier, Func<T, T, T> share)
        where T : class
    {
        if (map.Count >= earlier.Count && map.SharesKeysWith(earlier))
        {
            var grown = earlier;
            foreach (var (key, value) in map)
            {
                var kept = earlier.TryGetExact(key, out var before) ? share(value, before) : value;
                if (!ReferenceEquals(kept, before)) grown = grown.SetItem(key, kept);
            }
            return grown;
        }
        var rest = new OrderedMap<T>.Builder();
        foreach (var (key, value) in map) rest.Add(key, earlier.TryGetExact(key, out var before) ? share(value, before) : value);
        return rest.ToMap();
    }

    private static bool IsSame(RunState state, RunState earlier) =>
        ReferenceEquals(state.RunId, earlier.RunId)
        && ReferenceEquals(state.WorkflowId, earlier.WorkflowId)
        && state.Status == earlier.Status
        && ReferenceEquals(state.InputJson, earlier.InputJson)
        && ReferenceEquals(state.StepResults, earlier.StepResults)
        && ReferenceEquals(state.ExecutionPath, earlier.ExecutionPath)
        && ReferenceEquals(state.SuspendedPaths, earlier.SuspendedPaths)
        && ReferenceEquals(state.Events, earlier.Events)
        && ReferenceEquals(state.Logs, earlier.Logs)
        && ReferenceEquals(state.GraphEntries, earlier.GraphEntries)
        && ReferenceEquals(state.ResultJson, earlier.ResultJson)
        && ReferenceEquals(state.ErrorJson, earlier.ErrorJson)
        && ReferenceEquals(state.ContextValues, earlier.ContextValues)
        && ReferenceEquals(state.UnknownFields, earlier.UnknownFields)
        && ReferenceEquals(state.RestorePoint, earlier.RestorePoint);
}
