using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Validation;

/// <summary>
/// Checks whether the fields of a state are consistent with each other. A violation is a warning: the state is valid and
/// can be read and restored, but a run does not normally produce it.
/// </summary>
/// <remarks>
/// <para>The rules are:</para>
/// <list type="bullet">
/// <item><description><c>suspension</c>: A step with a suspended path is suspended. The reverse is not a rule, because
/// the original system writes suspended steps without a suspended path.</description></item>
/// <item><description><c>foreign</c>: Events belong to the run and the workflow of the state.</description></item>
/// <item><description><c>order</c>: Logs and events are in chronological order.</description></item>
/// <item><description><c>graph</c>: Steps with results are in the execution graph. The rule applies if there is a graph
/// and each of its entries contains step IDs.</description></item>
/// <item><description><c>ended</c>: No step is running if the run is completed or failed.</description></item>
/// </list>
/// </remarks>
public static class StateRules
{
    /// <summary>Checks a state.</summary>
    /// <param name="state">The state to check.</param>
    /// <returns>
    /// A warning for each violation, in the order of the fields in the snapshot format. The line, column and byte offset of
    /// each warning are 0.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is <see langword="null"/>.</exception>
    public static IReadOnlyList<SnapshotViolation> Check(RunState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. FindViolations(state).Select(finding => new SnapshotViolation(finding.Severity, finding.Path, finding.Rule, finding.Message, 0, 0, 0))];
    }

    /// <summary>Checks a state and returns the warnings with their offsets in the document that the state was read from.</summary>
    internal static IReadOnlyList<PlacedFinding> Check(DocumentText document, RunState state)
    {
        var findings = FindViolations(state).ToList();
        if (findings.Count == 0) return findings;
        var offsets = PlaceFinder.Find(document.Utf8, findings.Select(finding => finding.Path));
        return [.. findings.Select(finding => finding with { Offset = offsets[finding.Path] }).OrderBy(finding => finding.Offset)];
    }

    private static IEnumerable<PlacedFinding> FindViolations(RunState state) =>
    [
        .. CheckStepResults(state),
        .. CheckSuspendedPaths(state),
        .. CheckEvents(state),
        .. CheckOrder("/logs", state.Logs.Select(log => log.Timestamp)),
    ];

    private static IEnumerable<PlacedFinding> CheckStepResults(RunState state)
    {
        var graph = GraphStepIds.Of(state);
        foreach (var result in state.StepResults.Values)
        {
            var path = JsonPointer.Append("/stepResults", result.Id);
            if (graph is not null && !graph.Contains(result.Id))
                yield return Warning(path, "graph", $"Step '{result.Id}' has a result, but is not in the execution graph.");
            if (state.HasEnded && result.Status == StepStatus.Running)
                yield return Warning(path + "/status", "ended", $"Step '{result.Id}' is running, but the status of the run is {FormatText.Of(state.Status)}.");
        }
    }

    private static IEnumerable<PlacedFinding> CheckSuspendedPaths(RunState state)
    {
        foreach (var (id, _) in state.SuspendedPaths)
        {
            var path = JsonPointer.Append("/suspendedPaths", id);
            if (!state.StepResults.TryGetExact(id, out var result))
                yield return Warning(path, "suspension", $"Step '{id}' has a suspended path, but no result.");
            else if (result.Status != StepStatus.Suspended)
                yield return Warning(path, "suspension", $"Step '{id}' has a suspended path, but its status is {FormatText.Of(result.Status)}.");
        }
    }

    private static IEnumerable<PlacedFinding> CheckEvents(RunState state)
    {
        // An imported event is parsed each time it is read, so the timestamps are collected in the same pass.
        var timestamps = new List<DateTimeOffset>(state.Events.Count);
        foreach (var entry in state.Events)
        {
            var path = JsonPointer.Append("/events", timestamps.Count);
            if (entry.RunId != state.RunId)
                yield return Warning(path + "/runId", "foreign", $"The event belongs to run '{entry.RunId}', not to run '{state.RunId}'.");
            if (entry.WorkflowId != state.WorkflowId)
                yield return Warning(path + "/workflowId", "foreign", $"The event belongs to workflow '{entry.WorkflowId}', not to workflow '{state.WorkflowId}'.");
            timestamps.Add(entry.Timestamp);
        }
        foreach (var finding in CheckOrder("/events", timestamps)) yield return finding;
    }

    private static IEnumerable<PlacedFinding> CheckOrder(string path, IEnumerable<DateTimeOffset> timestamps)
    {
        var previous = DateTimeOffset.MinValue;
        var index = 0;
        foreach (var timestamp in timestamps)
        {
            if (timestamp < previous)
                yield return Warning(JsonPointer.Append(path, index) + "/timestamp", "order", $"The timestamp {timestamp:O} is earlier than the timestamp of the previous entry, {previous:O}.");
            previous = timestamp;
            index++;
        }
    }

    private static PlacedFinding Warning(string path, string rule, string message) =>
        new(0, path, rule, message, ViolationSeverity.Warning);
}
