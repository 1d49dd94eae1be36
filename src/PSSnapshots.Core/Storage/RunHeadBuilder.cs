using PSSnapshots.Collections;
using PSSnapshots.Values;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Storage;

/// <summary>
/// Makes the heads of one run from its successive states. It looks only at what changed since the state before, so that
/// a head costs the same however many steps the run has, and however many of them wait.
/// </summary>
public sealed class RunHeadBuilder
{
    private readonly HashSet<string> _completed = new(StringComparer.Ordinal);
    private Dictionary<string, List<string>> _children = [];
    private HashSet<string> _counted = [];
    private Dictionary<string, Wait> _waits = [];
    private IReadOnlyList<WaitingStep> _waiting = [];
    private DateTimeOffset? _due;

    // The state before.
    private PersistentList<JsonValue>? _graph;
    private StepResultMap? _results;
    private OrderedMap<StepPath>? _paths;

    /// <summary>Makes the head of a run.</summary>
    /// <param name="stored">The snapshot that was stored.</param>
    /// <param name="state">Its state.</param>
    /// <returns>The head, without an owner. Its list of waiting steps is the same object as before if nothing in it changed.</returns>
    public RunHead Build(StoredSnapshot stored, RunState state)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(state);
        var changes = ChangesIn(state.StepResults);
        CountSteps(state, changes);
        if (changes is null || !ReferenceEquals(_paths, state.SuspendedPaths) || changes.Exists(place => state.SuspendedPaths.HasExact(state.StepResults.Keys[place])))
            FindWaiting(state, stored.Timestamp);
        (_graph, _results, _paths) = (state.GraphEntries, state.StepResults, state.SuspendedPaths);
        return new RunHead
        {
            RunId = stored.RunId,
            WorkflowId = stored.WorkflowId,
            Status = stored.Status,
            Sequence = stored.Sequence,
            SnapshotId = stored.SnapshotId,
            Label = stored.Label,
            Timestamp = stored.Timestamp,
            Epoch = stored.Epoch,
            CompletedSteps = _counted.Count == 0 ? null : state.Status == RunStatus.Completed ? _counted.Count : _completed.Count,
            TotalSteps = _counted.Count == 0 ? null : _counted.Count,
            Waiting = _waiting,
            WaitingCount = _waits.Count,
            Due = _due,
        };
    }

    /// <summary>Returns the places of the results that changed or came since the state before, or <see langword="null"/> if any may have.</summary>
    private List<int>? ChangesIn(StepResultMap results) => _results is { } before && results.Count >= before.Count && results.SharesKeysWith(before)
        ? [.. results.PlacesNotSharedWith(before), .. Enumerable.Range(before.Count, results.Count - before.Count)]
        : null;

    private void FindWaiting(RunState state, DateTimeOffset time)
    {
        var waits = new Dictionary<string, Wait>(StringComparer.Ordinal);
        foreach (var id in state.SuspendedPaths.Keys)
        {
            if (!state.StepResults.TryGetExact(id, out var result) || result.Status != StepStatus.Suspended) continue;
            var known = _waits.GetValueOrDefault(id);
            waits.Add(id, known is not null && ReferenceEquals(known.Result, result) ? known : new Wait(result, known?.Since, DueOf(result.OutputJson)));
        }
        FindSince(state, waits, time);
        var waiting = state.SuspendedPaths.Keys.Where(waits.ContainsKey).Take(RunHead.MaxWaiting)
            .Select(id => new WaitingStep(id, QuestionOf(waits[id].Result.OutputJson), waits[id].Since!.Value)).ToList();
        if (!waiting.SequenceEqual(_waiting)) _waiting = waiting;
        (_waits, _due) = (waits, waits.Values.Min(wait => wait.Due));
    }

    /// <summary>Finds since when steps wait that did not wait before: the log says it, otherwise it is the time of the snapshot.</summary>
    private static void FindSince(RunState state, Dictionary<string, Wait> waits, DateTimeOffset time)
    {
        var unknown = waits.Where(pair => pair.Value.Since is null).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        for (var i = state.Logs.Count - 1; i >= 0 && unknown.Count > 0; i--)
            if (state.Logs[i] is { StepStatus: StepStatus.Suspended, StepId: { } id } log && unknown.Remove(id)) waits[id] = waits[id] with { Since = log.Timestamp };
        foreach (var id in unknown) waits[id] = waits[id] with { Since = time };
    }

    /// <summary>What a payload asks, cut to <see cref="RunHead.MaxQuestionLength"/> characters.</summary>
    internal static string? QuestionOf(JsonValue? payload)
    {
        if (payload is null || payload.IsNull) return null;
        var said = payload.Kind == JsonKind.Object ? payload.GetMember("question") ?? payload.GetMember("message") ?? payload.GetMember("reason") ?? payload : payload;
        var text = said.GetString() ?? said.ToString();
        return text.Length <= RunHead.MaxQuestionLength ? text : text[..(RunHead.MaxQuestionLength - 1)] + "…";
    }

    private static DateTimeOffset? DueOf(JsonValue? payload) => payload?.GetMember("due") switch
    {
        { Kind: JsonKind.Number } number when EpochTime.TryRead(number.Utf8, out var time) => time,
        { Kind: JsonKind.String } text when DateTimeOffset.TryParse(
            text.GetString(), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time) => time,
        _ => null,
    };

    private void CountSteps(RunState state, List<int>? changes)
    {
        var isSameGraph = ReferenceEquals(_graph, state.GraphEntries);
        if (!isSameGraph) ReadGraph(state.GraphEntries);
        if (_counted.Count == 0) return;
        if (isSameGraph && changes?.Exists(WasCompleted) == false)
        {
            foreach (var place in changes) Note(state.StepResults.ValueAt(place));
            return;
        }
        _completed.Clear();
        foreach (var result in state.StepResults.Values) Note(result);
    }

    private bool WasCompleted(int place) => place < _results!.Count && _results.ValueAt(place).Status == StepStatus.Completed;

    /// <summary>Counts a completed step; with a completed container also the steps in it that it passed by.</summary>
    private void Note(StepResult result)
    {
        if (result.Status == StepStatus.Completed) Complete(result.Id);
    }

    private void Complete(string id)
    {
        if (_counted.Contains(id)) _completed.Add(id);
        if (!_children.TryGetValue(id, out var children)) return;
        foreach (var child in children) Complete(child);
    }

    private void ReadGraph(PersistentList<JsonValue> graph)
    {
        _counted = new HashSet<string>(StringComparer.Ordinal);
        _children = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var node in GraphOutline.Of(graph))
        {
            if (node.Kind is not ("parallel" or "conditional" or "nested")) _counted.Add(node.Id);
            if (node.Container.Length == 0) continue;
            if (!_children.TryGetValue(node.Container, out var children)) _children.Add(node.Container, children = []);
            children.Add(node.Id);
        }
    }

    /// <summary>A step that waits.</summary>
    /// <param name="Result">Its result, with the payload.</param>
    /// <param name="Since">Since when it waits, if that is known.</param>
    /// <param name="Due">The time in its payload.</param>
    private sealed record Wait(StepResult Result, DateTimeOffset? Since, DateTimeOffset? Due);
}
