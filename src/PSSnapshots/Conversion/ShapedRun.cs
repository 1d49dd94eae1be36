using System.Collections;
using System.Management.Automation;
using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>
/// Makes the state of a run of anything that has the fields of one, in any case: a hashtable, a custom object. RunId
/// and WorkflowId must be there; all else may be missing.
/// </summary>
internal static class ShapedRun
{
    /// <exception cref="NotARunException">A field that must be there is missing.</exception>
    /// <exception cref="UnsupportedValueException">A field holds what cannot be kept, or what the format does not have there.</exception>
    public static RunState ToState(PSObject run, Action<UnsupportedValueException>? leaveOut = null, FieldMapping? mapping = null)
    {
        var fields = new FieldReader(run, leaveOut);
        mapping?.Apply(run, fields);
        foreach (var required in new[] { "WorkflowId", "RunId" })
            if (fields.Text(required) is not { Length: > 0 }) throw new NotARunException(nameof(Messages.NoRunFields), run.BaseObject.GetType(), required);
        var state = RunState.Create(fields.Text("WorkflowId")!, fields.Text("RunId")!, fields.Value("Input", "/input") ?? fields.Value("InputData", "/input"))
            .WithExecutionGraph(GraphConversion.ToEntries(fields.Items("ExecutionGraph"), leaveOut));
        return state with
        {
            Status = fields.Enum<RunStatus>("Status", "/status") ?? RunStatus.Initial,
            StepResults = StepResultMap.Of(ToMap(fields, "StepResults", (id, step) => ToStep(id, step, leaveOut))),
            ExecutionPath = new StepPath(fields.Path("ExecutionPath", "/executionPath") ?? []),
            SuspendedPaths = ToMap(fields, "SuspendedPaths", ToPath),
            Events = fields.Items("Events").Select((entry, index) => ToEvent(entry, state, index, leaveOut)).Aggregate(EntryList<WorkflowEvent>.Empty, (list, entry) => list.Add(entry)),
            Logs = fields.Items("Logs").Select((log, index) => ToLog(log, index, leaveOut)).Aggregate(EntryList<RunLog>.Empty, (list, entry) => list.Add(entry)),
            ContextValues = ToMap(fields, "ExecutionContext", (key, value) => ObjectWalker.ToValue(value, JsonPointer.Append("/executionContext", key), leaveOut)),
            ResultJson = fields.Value("Result", "/result") ?? JsonValue.Null,
            ErrorJson = ToError(fields)?.Json ?? JsonValue.Null,
        };
    }

    private static StepResult ToStep(string id, object? source, Action<UnsupportedValueException>? leaveOut)
    {
        if (source.Unwrap() is StepResult result) return result;
        var path = JsonPointer.Append("/stepResults", id);
        var fields = new FieldReader(source, leaveOut);
        var status = fields.Enum<StepStatus>("Status", path + "/status") ?? throw new UnsupportedValueException(path, "has no Status.");
        var suspendedPath = fields.Path("SuspendedPath", path + "/suspendedPath");
        return new StepResult(id, status, fields.Value("Output", path + "/output"), ToError(fields), suspendedPath is null ? null : new StepPath(suspendedPath));
    }

    private static RunLog ToLog(object? source, int index, Action<UnsupportedValueException>? leaveOut)
    {
        if (source.Unwrap() is RunLog log) return log;
        var path = JsonPointer.Append("/logs", index);
        var fields = new FieldReader(source, leaveOut);
        var stepId = fields.Text("StepId");
        return new RunLog(
            fields.Time("Timestamp", path + "/timestamp") ?? throw new UnsupportedValueException(path, "has no Timestamp."),
            fields.Enum<RunLogType>("Type", path + "/type") ?? (stepId is null ? RunLogType.Status : RunLogType.Step),
            fields.Text("Description") ?? "")
        {
            StepId = stepId,
            Status = fields.Enum<RunStatus>("Status", path + "/status"),
            StepStatus = fields.Enum<StepStatus>("StepStatus", path + "/stepStatus"),
            StepResultJson = ObjectOf(fields, "StepResult", path + "/stepResult"),
            MetadataJson = ObjectOf(fields, "Metadata", path + "/metadata"),
        };
    }

    private static WorkflowEvent ToEvent(object? source, RunState state, int index, Action<UnsupportedValueException>? leaveOut)
    {
        if (source.Unwrap() is WorkflowEvent entry) return entry;
        var path = JsonPointer.Append("/events", index);
        var fields = new FieldReader(source, leaveOut);
        return new WorkflowEvent(
            fields.Enum<WorkflowEventType>("Type", path + "/type") ?? WorkflowEventType.WorkflowStatusUpdate,
            fields.Time("Timestamp", path + "/timestamp") ?? throw new UnsupportedValueException(path, "has no Timestamp."),
            fields.Text("RunId") ?? state.RunId,
            fields.Text("WorkflowId") ?? state.WorkflowId,
            fields.Text("Description") ?? "",
            ObjectOf(fields, "Payload", path + "/payload") ?? JsonValue.EmptyObject,
            ObjectOf(fields, "Metadata", path + "/metadata"));
    }

    private static StepPath ToPath(string stepId, object? source) =>
        new(FieldReader.Indexes(source, JsonPointer.Append("/suspendedPaths", stepId)));

    private static RunError? ToError(FieldReader fields) => fields.Get("Error") is { } error ? ErrorConversion.ToRunError(error) : null;

    private static JsonValue? ObjectOf(FieldReader fields, string name, string path)
    {
        if (fields.Get(name) is null) return null;
        var value = fields.Value(name, path)!;
        return value.Kind == JsonKind.Object ? value : throw new UnsupportedValueException(path, $"is {value.Kind}, not an object.");
    }

    private static OrderedMap<T> ToMap<T>(FieldReader fields, string name, Func<string, object?, T> convert)
        where T : notnull
    {
        var builder = new OrderedMap<T>.Builder();
        var source = fields.Get(name);
        switch (source.Unwrap())
        {
            case null:
                break;
            case IDictionary map:
                foreach (var entry in Synchronized.EntriesOf(map))
                {
                    var key = LanguagePrimitives.ConvertTo<string>(entry.Key);
                    builder.TryAdd(key, convert(key, entry.Value));
                }
                break;
            default:
                foreach (var property in PSObject.AsPSObject(source).Properties) builder.TryAdd(property.Name, convert(property.Name, property.Value));
                break;
        }
        return builder.ToMap();
    }
}
