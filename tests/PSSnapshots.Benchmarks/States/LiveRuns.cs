using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.States;

/// <summary>
/// Generated states as runs. One is <em>live</em> when it came to its state by the actions of a store, as a run does
/// that was never saved; it is <em>restored</em> when its state came out of a file.
/// </summary>
internal static class LiveRuns
{
    /// <summary>A run that goes through everything a generated state tells of: two results, five logs and two events a step.</summary>
    /// <remarks>Its values are copies, so that it holds nothing of <paramref name="told"/>.</remarks>
    /// <param name="told">The generated state.</param>
    /// <param name="afterStep">What to do when a step has ended; false ends it there.</param>
    public static RunStore Replay(Snapshot told, Func<RunStore, bool>? afterStep = null)
    {
        ArgumentNullException.ThrowIfNull(told);
        JsonValue[] graph = [.. told.State.GraphEntries.Select(Copy)];
        RunStore store = new(RunState.Create(told.WorkflowId, told.RunId, executionGraph: graph));
        store.SetStatus(RunStatus.Running);
        for (int i = 0; i < told.StepCount; i++)
        {
            StepResult result = told.StepResults.Values[i];
            store.UpdateStepResult(result.Id, StepStatus.Running);
            store.EmitStepEvent(result.Id, $"Step {result.Id} running");
            for (int j = 1; j < StateSizeExtensions.LogsPerStep - 1; j++)
            {
                RunLog log = told.Logs[(i * StateSizeExtensions.LogsPerStep) + j];
                store.AddLog(log.Description, log.MetadataJson is { } metadata ? Copy(metadata) : null, log.StepId);
            }

            JsonValue? output = result.OutputJson is { } value ? Copy(value) : null;
            store.UpdateStepResult(result.Id, result.Status, output, suspendedPath: result.SuspendedPath?.ToArray());
            store.EmitStepEvent(result.Id, $"Step {result.Id} {result.Status}", CopyOfPayload(told, i));
            if (afterStep?.Invoke(store) is false) return store;
        }

        foreach ((string key, JsonValue value) in told.State.ContextValues) store.SetContext(key, Copy(value));
        store.UpdateExecutionPath([.. told.ExecutionPath]);
        return store;
    }

    /// <summary>A run whose state was read from compact JSON, and which has gone on by one log since.</summary>
    public static RunStore Restore(byte[] json)
    {
        RunStore store = new SnapshotManager().Restore(SnapshotReader.Read(json)).Store;
        store.AddLog("restored");
        return store;
    }

    /// <summary>Takes a run through a change: other results for 1 % of its steps, and ten logs.</summary>
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

    private static JsonValue CopyOfPayload(Snapshot told, int step) =>
        Copy(told.Events[(step * StateSizeExtensions.EventsPerStep) + 1].PayloadJson);

    private static JsonValue Copy(JsonValue value) => Value(value.Utf8.ToArray());

    private static JsonValue Value(ReadOnlyMemory<byte> utf8) => JsonValue.FromUtf8(utf8.ToArray());
}
