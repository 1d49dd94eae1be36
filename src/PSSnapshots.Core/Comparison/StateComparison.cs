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
    private static readonly StatePlace RunIdPlace = StatePlace.Field("runId");
    private static readonly StatePlace WorkflowIdPlace = StatePlace.Field("workflowId");
    private static readonly StatePlace StatusPlace = StatePlace.Field("status");
    private static readonly StatePlace InputPlace = StatePlace.Field("input");
    private static readonly StatePlace StepResultsPlace = StatePlace.Field("stepResults");
    private static readonly StatePlace ExecutionPathPlace = StatePlace.Field("executionPath");
    private static readonly StatePlace SuspendedPathsPlace = StatePlace.Field("suspendedPaths");
    private static readonly StatePlace EventsPlace = StatePlace.Field("events");
    private static readonly StatePlace ExecutionGraphPlace = StatePlace.Field("executionGraph");
    private static readonly StatePlace ResultPlace = StatePlace.Field("result");
    private static readonly StatePlace ErrorPlace = StatePlace.Field("error");
    private static readonly StatePlace LogsPlace = StatePlace.Field("logs");
    private static readonly StatePlace ExecutionContextPlace = StatePlace.Field("executionContext");

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
        return Compare(new ComparedStates(from, to), options ?? ComparisonOptions.Default);
    }

    internal static IReadOnlyList<SnapshotChange> Compare(ComparedStates states, ComparisonOptions options)
    {
        options = options.For(states.From, states.To);
        states = states with { NamesTypes = options.IncludeType };
        var changes = ReferenceEquals(states.From, states.To) ? [] : Differences(states, options);
        return options.ShapesChanges ? new ChangeShaping(states, options).Shape(changes) : changes;
    }

    private static List<SnapshotChange> Differences(ComparedStates states, ComparisonOptions options)
    {
        var (from, to) = (states.From, states.To);
        var changes = new ChangeList(states);
        var values = new ValueComparison(changes, options);
        var neutral = Neutral(states, options);
        CompareText(RunIdPlace, from.RunId, to.RunId);
        CompareText(WorkflowIdPlace, from.WorkflowId, to.WorkflowId);
        if (from.Status != to.Status) CompareText(StatusPlace, FormatText.Of(from.Status), FormatText.Of(to.Status));
        values.Compare(InputPlace, from.InputJson, to.InputJson);
        CompareMaps(from.StepResults, to.StepResults, (key, one, other) =>
        {
            if (one?.Source is { } text && other?.Source is { } otherText && text.Span.SequenceEqual(otherText.Span)) return;
            values.Compare(StepResultsPlace.Member(key), one, other);
        });
        ComparePaths(ExecutionPathPlace, from.ExecutionPath, to.ExecutionPath);
        CompareMaps(from.SuspendedPaths, to.SuspendedPaths, (key, one, other) =>
        {
            if (!Equals(one, other)) ComparePaths(SuspendedPathsPlace.Member(key), one, other);
        });
        CompareEntries(EventsPlace, from.Events, to.Events, values, neutral);
        if (!ReferenceEquals(from.GraphEntries, to.GraphEntries))
            values.CompareLists(ExecutionGraphPlace, ListOf(from.GraphEntries), ListOf(to.GraphEntries));
        values.Compare(ResultPlace, from.ResultJson, to.ResultJson);
        values.Compare(ErrorPlace, from.ErrorJson, to.ErrorJson);
        CompareEntries(LogsPlace, from.Logs, to.Logs, values, neutral);
        CompareValues(from.ContextValues, to.ContextValues, ExecutionContextPlace.Member);
        CompareValues(from.UnknownFields, to.UnknownFields, StatePlace.Field);
        return changes.Changes;

        void CompareText(StatePlace place, string one, string other)
        {
            if (!string.Equals(one, other, StringComparison.Ordinal))
                changes.Add(place, ChangeValue.Of(JsonValue.From(one)), ChangeValue.Of(JsonValue.From(other)));
        }

        void ComparePaths(StatePlace place, StepPath? one, StepPath? other)
        {
            if (!Equals(one, other)) changes.Add(place, ChangeValue.Of(one?.ToJson()), ChangeValue.Of(other?.ToJson()));
        }

        void CompareValues(OrderedMap<JsonValue> one, OrderedMap<JsonValue> other, Func<string, StatePlace> placeOf) =>
            CompareMaps(one, other, (key, value, otherValue) => values.Compare(placeOf(key), value, otherValue));
    }

    /// <summary>Looks at each key whose values are not the same object: first those of the first map, then what the second has besides.</summary>
    private static void CompareMaps<T>(OrderedMap<T> from, OrderedMap<T> to, Action<string, T?, T?> compare)
        where T : class
    {
        if (ReferenceEquals(from, to)) return;
        if (from.SharesKeysWith(to))
        {
            var common = Math.Min(from.Count, to.Count);
            for (var place = from.NextNotSharedWith(to, 0); place < common; place = from.NextNotSharedWith(to, place + 1))
                compare(from.Keys[place], from.ValueAt(place), to.ValueAt(place));
            for (var place = common; place < from.Count; place++) compare(from.Keys[place], from.ValueAt(place), null);
            for (var place = common; place < to.Count; place++) compare(to.Keys[place], null, to.ValueAt(place));
            return;
        }
        int likely = 0, matched = 0;
        foreach (var (key, value) in from)
        {
            var place = to.PlaceOf(key, likely);
            compare(key, value, place < 0 ? null : to.ValueAt(place));
            if (place < 0) continue;
            likely = place + 1;
            matched++;
        }
        likely = 0;
        for (var i = 0; i < to.Count && matched < to.Count; i++)
        {
            var key = to.Keys[i];
            var place = from.PlaceOf(key, likely);
            if (place >= 0)
            {
                likely = place + 1;
                continue;
            }
            compare(key, null, to.ValueAt(i));
            matched++;
        }
    }

    private static void CompareEntries<T>(
        StatePlace place, EntryList<T> from, EntryList<T> to, ValueComparison values, (Func<JsonValue, JsonValue> From, Func<JsonValue, JsonValue> To)? neutral)
        where T : StateEntry, IStateEntry<T>
    {
        if (ReferenceEquals(from, to)) return;
        var shorter = Math.Min(from.Count, to.Count);
        var start = from.CountSharedWith(to);
        while (start < shorter && from.IsSameTextAt(to, start)) start++;
        if (start == shorter && from.Count == to.Count) return;
        var one = neutral is null ? from.ValueAt : Neutral(from, neutral.Value.From);
        var other = neutral is null ? to.ValueAt : Neutral(to, neutral.Value.To);
        values.CompareLists(
            place, (from.Count, one), (to.Count, other), start, (index => ChangeValue.Of(from, index), index => ChangeValue.Of(to, index)));
    }

    /// <summary>What logs and events are compared without; nothing where they are compared as they are.</summary>
    private static (Func<JsonValue, JsonValue> From, Func<JsonValue, JsonValue> To)? Neutral(ComparedStates states, ComparisonOptions options)
    {
        if (options.IgnoresRun) return (new RunNeutral(states.From.RunId).Entry, new RunNeutral(states.To.RunId).Entry);
        if (options.IgnoreTimestamp) return (WithoutTimestamp, WithoutTimestamp);
        return null;

        static JsonValue WithoutTimestamp(JsonValue entry) => entry.Without("timestamp");
    }

    private static Func<int, JsonValue> Neutral<T>(EntryList<T> entries, Func<JsonValue, JsonValue> neutral)
        where T : StateEntry, IStateEntry<T>
    {
        var made = new JsonValue?[entries.Count];
        return index => made[index] ??= neutral(entries.ValueAt(index));
    }

    private static (int Count, Func<int, JsonValue> At) ListOf(PersistentList<JsonValue> list) => (list.Count, index => list[index]);
}
