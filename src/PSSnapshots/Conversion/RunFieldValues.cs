using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>Converts a state to the field values that <see cref="ObjectRunReader"/> reads.</summary>
internal static class RunFieldValues
{
    /// <summary>The fields that a restore writes, in the order of the format.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "Status", "Input", "StepResults", "ExecutionPath", "SuspendedPaths", "Events", "ExecutionGraph", "Result", "Error", "Logs", "ExecutionContext",
    ];

    /// <summary>Returns the value of a field in the form that the object uses.</summary>
    public static object? Of(string field, RunState state, ObjectPartBuilder shape) => field switch
    {
        "Status" => shape.Name(state.Status),
        "Input" => state.Input,
        "StepResults" => shape.Map(state.StepResults.Select(step => KeyValuePair.Create(step.Key, (object?)OfStep(step.Value, shape)))),
        "ExecutionPath" => state.ExecutionPath.ToArray(),
        "SuspendedPaths" => shape.Map(state.SuspendedPaths.Select(path => KeyValuePair.Create(path.Key, (object?)path.Value.ToArray()))),
        "Events" => shape.List(state.Events.Select(entry => OfEvent(entry, shape))),
        "ExecutionGraph" => shape.List(state.ExecutionGraph),
        "Result" => state.Result,
        "Error" => state.ErrorJson?.ToObject(),
        "Logs" => shape.List(state.Logs.Select(log => OfLog(log, shape))),
        "ExecutionContext" => shape.Map(state.ExecutionContext),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No field of a run."),
    };

    private static object OfStep(StepResult step, ObjectPartBuilder shape) => shape.Entry(
        ("Status", shape.Name(step.Status)),
        ("Output", step.OutputJson),
        ("Error", step.ErrorJson),
        ("SuspendedPath", step.SuspendedPath?.ToArray()),
        ("Attempts", step.Attempts));

    private static object OfEvent(WorkflowEvent entry, ObjectPartBuilder shape) => shape.Entry(
        ("Type", shape.Name(entry.Type)),
        ("Timestamp", entry.Timestamp),
        ("RunId", entry.RunId),
        ("WorkflowId", entry.WorkflowId),
        ("Description", entry.Description),
        ("Payload", entry.PayloadJson),
        ("Metadata", entry.MetadataJson));

    private static object OfLog(RunLog log, ObjectPartBuilder shape) => shape.Entry(
        ("Timestamp", log.Timestamp),
        ("Type", shape.Name(log.Type)),
        ("Description", log.Description),
        ("StepId", log.StepId),
        ("Status", log.Status is { } status ? shape.Name(status) : null),
        ("StepStatus", log.StepStatus is { } stepStatus ? shape.Name(stepStatus) : null),
        ("StepResult", log.StepResultJson),
        ("Metadata", log.MetadataJson));
}
