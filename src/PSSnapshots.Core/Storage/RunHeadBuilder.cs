using PSSnapshots.Collections;
using PSSnapshots.Values;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Storage;

/// <summary>
/// Makes the heads of one run from its successive states. It looks only at what changed since the state before, so that
/// a head costs the same however many steps the run has.
/// </summary>
public sealed class RunHeadBuilder
{
    private readonly Dictionary<string, DateTimeOffset> _waitingSince = new(StringComparer.Ordinal);
    private readonly HashSet<string> _completed = new(StringComparer.Ordinal);
    private Dictionary<string, List<string>> _children = [];
    private HashSet<string> _counted = [];
    private PersistentList<JsonValue>? _graph;
    private StepResultMap? _results;

    /// <summary>Makes the head of a run.</summary>
    /// <param name="stored">The snapshot that was stored.</param>
    /// <param name="state">Its state.</param>
    /// <returns>The head, without an owner.</returns>
    public RunHead Build(StoredSnapshot stored, RunState state)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(state);
        CountSteps(state);
        var waiting = new List<WaitingStep>();
        DateTimeOffset? due = null;
        foreach (var id in _waitingSince.Keys.Where(id => !IsWaiting(state, id)).ToList()) _waitingSince.Remove(id);
        foreach (var id in state.SuspendedPaths.Keys)
        {
            if (!state.StepResults.TryGetExact(id, out var result) || result.Status != StepStatus.Suspended) continue;
            if (!_waitingSince.TryGetValue(id, out var since)) _waitingSince.Add(id, since = WaitingSince(state, id) ?? stored.Timestamp);
            if (DueOf(result.OutputJson) is { } time && (due is null || time < due)) due = time;
            if (waiting.Count < RunHead.MaxWaiting) waiting.Add(new WaitingStep(id, QuestionOf(result.OutputJson), since));
        }
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
            Waiting = waiting,
            WaitingCount = _waitingSince.Count,
            Due = due,
        };
    }

    private static bool IsWaiting(RunState state, string id) =>
        state.SuspendedPaths.HasExact(id) && state.StepResults.TryGetExact(id, out var result) && result.Status == StepStatus.Suspended;

    private static DateTimeOffset? WaitingSince(RunState state, string id)
    {
        for (var i = state.Logs.Count - 1; i >= 0; i--)
            if (state.Logs[i] is { StepStatus: StepStatus.Suspended } log && log.StepId == id) return log.Timestamp;
        return null;
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

    private void CountSteps(RunState state)
    {
        var isSameGraph = ReferenceEquals(_graph, state.GraphEntries);
        if (!isSameGraph) ReadGraph(state.GraphEntries);
        if (_counted.Count == 0) return;
        if (!isSameGraph || !TryCountChanges(state.StepResults))
        {
            _completed.Clear();
            foreach (var result in state.StepResults.Values) Note(result);
        }
        _results = state.StepResults;
    }

    private bool TryCountChanges(StepResultMap results)
    {
        if (_results is not { } before || results.Count < before.Count || !results.SharesKeysWith(before)) return false;
        foreach (var place in results.PlacesNotSharedWith(before))
        {
            if (before.ValueAt(place).Status == StepStatus.Completed) return false;
            Note(results.ValueAt(place));
        }
        for (var place = before.Count; place < results.Count; place++) Note(results.ValueAt(place));
        return true;
    }

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
        _graph = graph;
        _results = null;
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
}
