using System.Collections.Specialized;
using System.Management.Automation;
using PSSnapshots.Collections;
using PSSnapshots.Comparison;

namespace PSSnapshots.Conversion;

/// <summary>
/// Summarizes a comparison as one nested object: a property with From and To for each changed field, and an entry
/// for each changed key of step results, suspended paths and context values. Steps include their durations.
/// </summary>
internal static class ComparisonSummary
{
    public static PSObject Of(RunState from, RunState to, IReadOnlyCollection<SnapshotChange> changes)
    {
        var summary = new PSObject();
        // Selects the view, which escapes control characters.
        summary.TypeNames.Insert(0, "PSSnapshots.ComparisonSummary");
        Add("RunId", "/runId", from.RunId, to.RunId);
        Add("WorkflowId", "/workflowId", from.WorkflowId, to.WorkflowId);
        Add("Status", "/status", from.Status, to.Status);
        Add("Input", "/input", from.Input, to.Input);
        AddMap("StepResults", "/stepResults", from.StepResults, to.StepResults, step => step, AddDurations);
        Add("ExecutionPath", "/executionPath", from.ExecutionPath, to.ExecutionPath);
        AddMap("SuspendedPaths", "/suspendedPaths", from.SuspendedPaths, to.SuspendedPaths, path => path);
        Add("Events", "/events", from.Events, to.Events);
        Add("ExecutionGraph", "/executionGraph", from.ExecutionGraph, to.ExecutionGraph);
        Add("Result", "/result", from.Result, to.Result);
        Add("Error", "/error", from.Error, to.Error);
        Add("Logs", "/logs", from.Logs, to.Logs);
        AddMap("ExecutionContext", "/executionContext", from.ContextValues, to.ContextValues, value => value.ToObject());
        if (IsChanged("")) AddMap("ExtensionData", "", from.UnknownFields, to.UnknownFields, value => value.ToObject());
        return summary;

        bool IsChanged(string path) => changes.Any(change => change.Kind != ChangeKind.Equal && Field(change.Path) == path);

        // Returns the changed keys of a field, or null if the field changed as a whole.
        HashSet<string>? KeysIn(string path)
        {
            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var change in changes)
            {
                if (change.Kind == ChangeKind.Equal || Field(change.Path) != path) continue;
                var tokens = change.Tokens;
                if (path.Length == 0) keys.Add(tokens[0]);
                else if (tokens.Length == 1) return null;
                else keys.Add(tokens[1]);
            }
            return keys;
        }

        void Add(string name, string path, object? before, object? after)
        {
            if (IsChanged(path)) summary.Properties.Add(new PSNoteProperty(name, Pair(before, after)));
        }

        void AddDurations(string step, PSObject pair)
        {
            var (before, after) = (StepDurations.Of(from).Of(step), StepDurations.Of(to).Of(step));
            if (before is null && after is null) return;
            pair.Properties.Add(new PSNoteProperty("FromDuration", before));
            pair.Properties.Add(new PSNoteProperty("ToDuration", after));
        }

        void AddMap<T>(
            string name, string path, OrderedMap<T> before, OrderedMap<T> after, Func<T, object?> show, Action<string, PSObject>? complete = null)
            where T : class
        {
            if (!IsChanged(path)) return;
            var differing = new OrderedDictionary(StringComparer.Ordinal);
            var keys = KeysIn(path);
            foreach (var key in before.Keys.Concat(after.Keys).Distinct(StringComparer.Ordinal))
            {
                var one = before.TryGetExact(key, out var found) ? found : null;
                var other = after.TryGetExact(key, out found) ? found : null;
                if (keys is null ? ValueEqualityComparer.ByValue.Equals(JsonOf(one), JsonOf(other)) : !keys.Contains(key)) continue;
                var pair = Pair(one is null ? null : show(one), other is null ? null : show(other));
                complete?.Invoke(key, pair);
                differing.Add(key, pair);
            }
            summary.Properties.Add(new PSNoteProperty(name, differing));
        }
    }

    private static JsonValue? JsonOf(object? part) => part switch
    {
        StateEntry entry => entry.ToJson(),
        StepPath path => path.ToJson(),
        _ => (JsonValue?)part,
    };

    /// <summary>Returns the field that a change's path begins with, or an empty string if the format does not define it.</summary>
    private static string Field(string path)
    {
        var end = path.IndexOf('/', 1);
        var field = end < 0 ? path : path[..end];
        return field is "/runId" or "/workflowId" or "/status" or "/input" or "/stepResults" or "/executionPath" or "/suspendedPaths"
            or "/events" or "/executionGraph" or "/result" or "/error" or "/logs" or "/executionContext" ? field : "";
    }

    private static PSObject Pair(object? from, object? to)
    {
        var pair = new PSObject();
        pair.Properties.Add(new PSNoteProperty("From", from));
        pair.Properties.Add(new PSNoteProperty("To", to));
        return pair;
    }
}
