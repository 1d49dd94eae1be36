using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.States;

/// <summary>
/// Generated states as runs. A <em>live</em> run was created by the actions of a store, as a run that was never saved.
/// The state of a <em>restored</em> run was read from a file.
/// </summary>
internal static class LiveRuns
{
    /// <summary>Creates a run that repeats the history of a generated state: two results, five logs and two events for each step.</summary>
    /// <remarks>Its values are copies, so that it does not retain <paramref name="source"/>.</remarks>
    /// <param name="source">The generated state.</param>
    /// <param name="afterStep">The action after each step. If it returns false, the run stops there.</param>
    public static RunStore Replay(Snapshot source, Func<RunStore, bool>? afterStep = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        JsonValue[] graph = [.. source.State.GraphEntries.Select(Copy)];
        RunStore store = new(RunState.Create(source.WorkflowId, source.RunId, executionGraph: graph));
        store.SetStatus(RunStatus.Running);
        for (int i = 0; i < source.StepCount; i++)
        {
            StepResult result = source.StepResults.Values[i];
            store.UpdateStepResult(result.Id, StepStatus.Running);
            store.EmitStepEvent(result.Id, $"Step {result.Id} running");
            for (int j = 1; j < StateSizeExtensions.LogsPerStep - 1; j++)
            {
                RunLog log = source.Logs[(i * StateSizeExtensions.LogsPerStep) + j];
                store.AddLog(log.Description, log.MetadataJson is { } metadata ? Copy(metadata) : null, log.StepId);
            }

            JsonValue? output = result.OutputJson is { } value ? Copy(value) : null;
            store.UpdateStepResult(result.Id, result.Status, output, suspendedPath: result.SuspendedPath?.ToArray());
            store.EmitStepEvent(result.Id, $"Step {result.Id} {result.Status}", CopyOfPayload(source, i));
            if (afterStep?.Invoke(store) is false) return store;
        }

        foreach ((string key, JsonValue value) in source.State.ContextValues) store.SetContext(key, Copy(value));
        store.UpdateExecutionPath([.. source.ExecutionPath]);
        return store;
    }

    /// <summary>Creates a run whose state was read from compact JSON, and adds one log.</summary>
    public static RunStore Restore(byte[] json)
    {
        RunStore store = new SnapshotManager().Restore(SnapshotReader.Read(json)).Store;
        store.AddLog("restored");
        return store;
    }

    /// <summary>Applies a change to a run: other results for 1 % of its steps, and ten logs.</summary>
    public static void Apply(RunStore store, StateChange change)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(change);
        foreach (StepChange step in change.Steps)
        {
            store.UpdateStepResult(step.StepId, Enum.Parse<StepStatus>(step.Status, ignoreCase: true), Value(step.OutputJson));
        }

        foreach (LogAddition log in change.Logs) store.AddLog(log.Description, Value(log.MetadataJson), log.StepId);
    }

    private static JsonValue CopyOfPayload(Snapshot source, int step) =>
        Copy(source.Events[(step * StateSizeExtensions.EventsPerStep) + 1].PayloadJson);

    private static JsonValue Copy(JsonValue value) => Value(value.Utf8.ToArray());

    private static JsonValue Value(ReadOnlyMemory<byte> utf8) => JsonValue.FromUtf8(utf8.ToArray());
}
