using PSSnapshots.Collections;
using PSSnapshots.Comparison;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// Finds the differences between two states of runs, in every field. What the states share is skipped without a
/// look, so that two states of one history cost what changed between them.
/// </summary>
public static class StateComparison
{
    /// <summary>Compares two snapshots.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second.</param>
    /// <param name="options">How to compare, and what to tell of.</param>
    /// <returns>The changes that lead from the first to the second, in the order of the format's fields; none where they are equal.</returns>
    public static IReadOnlyList<SnapshotChange> Compare(Snapshot from, Snapshot to, ComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Compare(from.State, to.State, options);
    }

    /// <summary>Compares two states.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second.</param>
    /// <param name="options">How to compare, and what to tell of.</param>
    /// <returns>The changes that lead from the first to the second, in the order of the format's fields; none where they are equal.</returns>
    public static IReadOnlyList<SnapshotChange> Compare(RunState from, RunState to, ComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        options ??= ComparisonOptions.Default;
        var changes = ReferenceEquals(from, to) ? [] : Differences(from, to, options);
        return options.ShapesChanges ? new ChangeShaping(from, to, options).Shape(changes) : changes;
    }

    private static List<SnapshotChange> Differences(RunState from, RunState to, ComparisonOptions options)
    {
        var changes = new List<SnapshotChange>();
        var values = new ValueComparison(changes, options.ArrayKeys);
        CompareText("/runId", from.RunId, to.RunId);
        CompareText("/workflowId", from.WorkflowId, to.WorkflowId);
        CompareText("/status", FormatText.Of(from.Status), FormatText.Of(to.Status));
        values.Compare("/input", null, from.InputJson, to.InputJson);
        CompareMaps("/stepResults", from.StepResults, to.StepResults, values, result => result.ToJson(), isByStep: true);
        ComparePaths("/executionPath", null, from.ExecutionPath, to.ExecutionPath);
        CompareSuspendedPaths();
        CompareEntries("/events", from.Events, to.Events, values, StepOfEvent, options.IgnoreTimestamp);
        if (!ReferenceEquals(from.GraphEntries, to.GraphEntries))
            values.CompareLists("/executionGraph", ListOf(from.GraphEntries), ListOf(to.GraphEntries), _ => null);
        values.Compare("/result", null, from.ResultJson, to.ResultJson);
        values.Compare("/error", null, from.ErrorJson, to.ErrorJson);
        CompareEntries("/logs", from.Logs, to.Logs, values, StepOfLog, options.IgnoreTimestamp);
        CompareMaps("/executionContext", from.ContextValues, to.ContextValues, values, value => value, isByStep: false);
        CompareMaps("", from.UnknownFields, to.UnknownFields, values, value => value, isByStep: false);
        return changes;

        void CompareText(string path, string one, string other)
        {
            if (!string.Equals(one, other, StringComparison.Ordinal))
                changes.Add(new SnapshotChange(path, ChangeKind.Changed, null, JsonValue.From(one), JsonValue.From(other)));
        }

        void ComparePaths(string path, string? stepId, StepPath? one, StepPath? other)
        {
            if (Equals(one, other)) return;
            var kind = one is null ? ChangeKind.Added : other is null ? ChangeKind.Removed : ChangeKind.Changed;
            changes.Add(new SnapshotChange(path, kind, stepId, one?.ToJson(), other?.ToJson()));
        }

        void CompareSuspendedPaths()
        {
            if (ReferenceEquals(from.SuspendedPaths, to.SuspendedPaths)) return;
            foreach (var (stepId, path) in from.SuspendedPaths)
                ComparePaths(JsonPointer.Append("/suspendedPaths", stepId), stepId, path, to.SuspendedPaths.TryGetValue(stepId, out var other) ? other : null);
            foreach (var (stepId, path) in to.SuspendedPaths)
                if (!from.SuspendedPaths.ContainsKey(stepId)) ComparePaths(JsonPointer.Append("/suspendedPaths", stepId), stepId, null, path);
        }
    }

    private static void CompareMaps<T>(
        string path, OrderedMap<T> from, OrderedMap<T> to, ValueComparison values, Func<T, JsonValue> toJson, bool isByStep)
        where T : class
    {
        if (ReferenceEquals(from, to)) return;
        if (from.SharesKeysWith(to))
        {
            foreach (var place in from.PlacesNotSharedWith(to)) CompareAt(from.Keys[place], from.Values[place], to.Values[place]);
            for (var place = to.Count; place < from.Count; place++) CompareAt(from.Keys[place], from.Values[place], null);
            for (var place = from.Count; place < to.Count; place++) CompareAt(to.Keys[place], null, to.Values[place]);
            return;
        }
        foreach (var (key, value) in from) CompareAt(key, value, to.TryGetValue(key, out var other) ? other : null);
        foreach (var (key, value) in to)
            if (!from.ContainsKey(key)) CompareAt(key, null, value);

        void CompareAt(string key, T? one, T? other)
        {
            if (Equals(one, other)) return;
            values.Compare(JsonPointer.Append(path, key), isByStep ? key : null, one is null ? null : toJson(one), other is null ? null : toJson(other));
        }
    }

    private static void CompareEntries<T>(
        string path, EntryList<T> from, EntryList<T> to, ValueComparison values, Func<JsonValue, string?> stepOf, bool ignoreTimestamp)
        where T : StateEntry, IStateEntry<T>
    {
        if (ReferenceEquals(from, to)) return;
        var shorter = Math.Min(from.Count, to.Count);
        var start = from.PlacesNotSharedWith(to).FirstOrDefault(shorter);
        while (start < shorter && from.IsSameTextAt(to, start)) start++;
        if (start == shorter && from.Count == to.Count) return;
        var one = ignoreTimestamp ? WithoutTimestamps(from) : from.ValueAt;
        var other = ignoreTimestamp ? WithoutTimestamps(to) : to.ValueAt;
        values.CompareLists(path, (from.Count, one), (to.Count, other), stepOf, start, (from.ValueAt, to.ValueAt));
    }

    private static Func<int, JsonValue> WithoutTimestamps<T>(EntryList<T> entries)
        where T : StateEntry, IStateEntry<T>
    {
        var stripped = new JsonValue?[entries.Count];
        return index => stripped[index] ??= entries.ValueAt(index).Without("timestamp");
    }

    private static (int Count, Func<int, JsonValue> At) ListOf(PersistentList<JsonValue> list) => (list.Count, index => list[index]);

    private static string? StepOfLog(JsonValue log) => log.GetMember("stepId")?.GetString();

    private static string? StepOfEvent(JsonValue entry) => entry.GetMember("payload")?.GetMember("stepId")?.GetString();
}
