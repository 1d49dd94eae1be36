using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>A state on its way from one record to a later one: what grows is collected, and made a state at the end.</summary>
internal sealed class StateReplay
{
    private HashSet<string>? _knownSteps;

    public StateReplay(RunState start)
    {
        State = start;
        StepIds = [.. start.StepResults.Keys];
        Steps = [.. start.StepResults.Values];
        Events = [.. start.Events.Slices()];
        Logs = [.. start.Logs.Slices()];
    }

    /// <summary>All but the steps, the events and the logs.</summary>
    public RunState State { get; set; }

    public List<string> StepIds { get; }

    public List<StepResult> Steps { get; }

    public List<JsonSlice> Events { get; }

    public List<JsonSlice> Logs { get; }

    /// <summary>Adds a step's result.</summary>
    /// <returns>False, and nothing is added, where the step is there.</returns>
    public bool TryAdd(StepResult result)
    {
        _knownSteps ??= new HashSet<string>(StepIds, StringComparer.Ordinal);
        if (!_knownSteps.Add(result.Id)) return false;
        StepIds.Add(result.Id);
        Steps.Add(result);
        return true;
    }

    /// <summary>Replaces each entry and value by what a function makes of its JSON.</summary>
    public void Replace(Func<JsonSlice, JsonSlice> replacement)
    {
        for (var i = 0; i < Steps.Count; i++)
        {
            var json = Steps[i].ToSlice();
            var other = replacement(json);
            if (other != json) Steps[i] = StepResult.Read(Steps[i].Id, Steps[i].Status, other);
        }
        for (var i = 0; i < Events.Count; i++) Events[i] = replacement(Events[i]);
        for (var i = 0; i < Logs.Count; i++) Logs[i] = replacement(Logs[i]);
        var graph = State.GraphEntries;
        for (var i = 0; i < graph.Count; i++) graph = graph.SetItem(i, Of(graph[i])!);
        State = State with
        {
            InputJson = Of(State.InputJson),
            ResultJson = Of(State.ResultJson),
            ErrorJson = Of(State.ErrorJson),
            GraphEntries = graph,
            ContextValues = OfAll(State.ContextValues),
            UnknownFields = OfAll(State.UnknownFields),
        };

        JsonValue? Of(JsonValue? value) => value is null ? null : new JsonValue(replacement(value.Slice), value.Notes);

        OrderedMap<JsonValue> OfAll(OrderedMap<JsonValue> map)
        {
            var all = new OrderedMap<JsonValue>.Builder();
            foreach (var (key, value) in map) all.Add(key, Of(value)!);
            return all.ToMap();
        }
    }

    /// <summary>The resulting state.</summary>
    public RunState ToState()
    {
        var steps = new OrderedMap<StepResult>.Builder();
        for (var i = 0; i < Steps.Count; i++) steps.Add(StepIds[i], Steps[i]);
        return State with
        {
            StepResults = StepResultMap.Of(steps.ToMap()),
            Events = EntryList<WorkflowEvent>.OfImported([.. Events]),
            Logs = EntryList<RunLog>.OfImported([.. Logs]),
        };
    }
}
