using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Validation;

/// <summary>
/// What the fields of a state say of one another. A state that breaks one of these rules is valid, can be read and
/// restored; but no run comes to be like that, so each is a warning.
/// </summary>
/// <remarks>
/// The rules: <c>suspension</c>, a suspended path is of a step that is suspended; <c>foreign</c>, an event is of the
/// run and the workflow; <c>order</c>, logs and events do not go back in time; <c>graph</c>, a step that has a result
/// is one of the graph's (where there is a graph, and every entry of it names its steps); <c>ended</c>, no step runs
/// in a run that is completed or failed. That a suspended step has a suspended path is no rule: the original writes
/// such steps without one.
/// </remarks>
public static class StateRules
{
    /// <summary>Finds all in which a state contradicts itself.</summary>
    /// <param name="state">The state.</param>
    /// <returns>A warning for each, field by field as an export has them; none has a line.</returns>
    public static IReadOnlyList<SnapshotViolation> Check(RunState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. Findings(state).Select(finding => new SnapshotViolation(finding.Severity, finding.Path, finding.Rule, finding.Message, 0, 0, 0))];
    }

    /// <summary>Finds all in which a state contradicts itself, with the places in the text that it was read from.</summary>
    internal static IReadOnlyList<PlacedFinding> Check(DocumentText document, RunState state)
    {
        var findings = Findings(state).ToList();
        if (findings.Count == 0) return findings;
        var places = PlaceFinder.Find(document.Utf8, findings.Select(finding => finding.Path));
        return [.. findings.Select(finding => finding with { Offset = places[finding.Path] }).OrderBy(finding => finding.Offset)];
    }

    private static IEnumerable<PlacedFinding> Findings(RunState state) =>
    [
        .. Steps(state),
        .. Suspensions(state),
        .. Events(state),
        .. Order("/logs", state.Logs.Select(log => log.Timestamp), "log"),
    ];

    private static IEnumerable<PlacedFinding> Steps(RunState state)
    {
        var graph = GraphSteps.Of(state);
        foreach (var result in state.StepResults.Values)
        {
            var path = JsonPointer.Append("/stepResults", result.Id);
            if (graph is not null && !graph.Knows(result.Id))
                yield return Warning(path, "graph", $"The step '{result.Id}' has a result, but the execution graph has no such step.");
            if (state.HasEnded && result.Status == StepStatus.Running)
                yield return Warning(path + "/status", "ended", $"The step '{result.Id}' is running, but the run is {FormatText.Of(state.Status)}.");
        }
    }

    private static IEnumerable<PlacedFinding> Suspensions(RunState state)
    {
        foreach (var (id, _) in state.SuspendedPaths)
        {
            var path = JsonPointer.Append("/suspendedPaths", id);
            if (!state.StepResults.TryGetExact(id, out var result))
                yield return Warning(path, "suspension", $"The step '{id}' has a suspended path, but no result.");
            else if (result.Status != StepStatus.Suspended)
                yield return Warning(path, "suspension", $"The step '{id}' has a suspended path, but is {FormatText.Of(result.Status)}.");
        }
    }

    private static IEnumerable<PlacedFinding> Events(RunState state)
    {
        var times = new List<DateTimeOffset>(state.Events.Count);
        foreach (var entry in state.Events)
        {
            var path = JsonPointer.Append("/events", times.Count);
            if (entry.RunId != state.RunId)
                yield return Warning(path + "/runId", "foreign", $"The event is of run '{entry.RunId}', not of '{state.RunId}'.");
            if (entry.WorkflowId != state.WorkflowId)
                yield return Warning(path + "/workflowId", "foreign", $"The event is of workflow '{entry.WorkflowId}', not of '{state.WorkflowId}'.");
            times.Add(entry.Timestamp);
        }
        foreach (var finding in Order("/events", times, "event")) yield return finding;
    }

    private static IEnumerable<PlacedFinding> Order(string path, IEnumerable<DateTimeOffset> times, string noun)
    {
        var before = DateTimeOffset.MinValue;
        var index = 0;
        foreach (var time in times)
        {
            if (time < before)
                yield return Warning(JsonPointer.Append(path, index) + "/timestamp", "order", $"The {noun} is of {time:O}, earlier than the one before it, {before:O}.");
            before = time;
            index++;
        }
    }

    private static PlacedFinding Warning(string path, string rule, string message) =>
        new(0, path, rule, message, ViolationSeverity.Warning);
}
