using PSSnapshots.Collections;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>Finds all differences between two states, field by field.</summary>
internal sealed class StateDifferences
{
    private readonly RunState _from;
    private readonly RunState _to;
    private readonly ChangeList _changes;
    private readonly ValueComparison _values;
    private readonly Func<JsonValue, JsonValue>? _normalizeFrom;
    private readonly Func<JsonValue, JsonValue>? _normalizeTo;

    public StateDifferences(ComparedStates states, ComparisonOptions options)
    {
        _from = states.From;
        _to = states.To;
        _changes = new ChangeList(states);
        _values = new ValueComparison(_changes, options);
        (_normalizeFrom, _normalizeTo) = (EntryNormalizer(_from, options), EntryNormalizer(_to, options));
    }

    /// <summary>Returns the differences in the order of the fields in the snapshot format.</summary>
    public List<SnapshotChange> Find()
    {
        CompareText(FieldPaths.RunId, _from.RunId, _to.RunId);
        CompareText(FieldPaths.WorkflowId, _from.WorkflowId, _to.WorkflowId);
        if (_from.Status != _to.Status) CompareText(FieldPaths.Status, FormatText.Of(_from.Status), FormatText.Of(_to.Status));
        _values.Compare(FieldPaths.Input, _from.InputJson, _to.InputJson);
        MapComparison.Compare(_from.StepResults, _to.StepResults, CompareStepResults);
        if (!Equals(_from.ExecutionPath, _to.ExecutionPath)) AddPathChange(FieldPaths.ExecutionPath, _from.ExecutionPath, _to.ExecutionPath);
        MapComparison.Compare(_from.SuspendedPaths, _to.SuspendedPaths, CompareSuspendedPaths);
        CompareEntries(FieldPaths.Events, _from.Events, _to.Events);
        CompareGraphs();
        _values.Compare(FieldPaths.Result, _from.ResultJson, _to.ResultJson);
        _values.Compare(FieldPaths.Error, _from.ErrorJson, _to.ErrorJson);
        CompareEntries(FieldPaths.Logs, _from.Logs, _to.Logs);
        MapComparison.Compare(_from.ContextValues, _to.ContextValues, (key, from, to) => _values.Compare(FieldPaths.ExecutionContext.Member(key), from, to));
        MapComparison.Compare(_from.UnknownFields, _to.UnknownFields, (name, from, to) => _values.Compare(ChangePath.Field(name), from, to));
        return _changes.Changes;
    }

    private void CompareText(ChangePath path, string from, string to)
    {
        if (!string.Equals(from, to, StringComparison.Ordinal))
            _changes.Add(path, ChangeValue.Of(JsonValue.From(from)), ChangeValue.Of(JsonValue.From(to)));
    }

    private void CompareStepResults(string id, StepResult? from, StepResult? to)
    {
        if (from?.Source is { } source && to?.Source is { } otherSource && source.Span.SequenceEqual(otherSource.Span)) return;
        _values.Compare(FieldPaths.StepResults.Member(id), from, to);
    }

    private void CompareSuspendedPaths(string id, StepPath? from, StepPath? to)
    {
        if (!Equals(from, to)) AddPathChange(FieldPaths.SuspendedPaths.Member(id), from, to);
    }

    private void AddPathChange(ChangePath path, StepPath? from, StepPath? to) =>
        _changes.Add(path, ChangeValue.Of(from?.ToJson()), ChangeValue.Of(to?.ToJson()));

    private void CompareGraphs()
    {
        if (!ReferenceEquals(_from.GraphEntries, _to.GraphEntries))
            _values.CompareLists(FieldPaths.ExecutionGraph, ItemList.Of(_from.GraphEntries), ItemList.Of(_to.GraphEntries));
    }

    private void CompareEntries<T>(ChangePath path, EntryList<T> from, EntryList<T> to)
        where T : StateEntry, IStateEntry<T>
    {
        if (ReferenceEquals(from, to)) return;
        var shorter = Math.Min(from.Count, to.Count);
        var start = from.CountSharedWith(to);
        while (start < shorter && from.IsSameTextAt(to, start)) start++;
        if (start == shorter && from.Count == to.Count) return;
        _values.CompareLists(
            path,
            EntriesOf(from, _normalizeFrom),
            EntriesOf(to, _normalizeTo),
            start,
            (index => ChangeValue.Of(from, index), index => ChangeValue.Of(to, index)));
    }

    private static ItemList EntriesOf<T>(EntryList<T> entries, Func<JsonValue, JsonValue>? normalize)
        where T : StateEntry, IStateEntry<T>
    {
        if (normalize is null) return new ItemList(entries.Count, entries.ValueAt);
        var normalized = new JsonValue?[entries.Count];
        return new ItemList(entries.Count, index => normalized[index] ??= normalize(entries.ValueAt(index)));
    }

    /// <summary>
    /// Returns a function that removes ignored data from log entries and events, or <see langword="null"/> if nothing is
    /// ignored.
    /// </summary>
    private static Func<JsonValue, JsonValue>? EntryNormalizer(RunState state, ComparisonOptions options)
    {
        if (options.IgnoreRunData) return new RunNormalizer(state.RunId).NormalizeEntry;
        return options.IgnoreTimestamp ? entry => entry.Without("timestamp") : null;
    }
}
