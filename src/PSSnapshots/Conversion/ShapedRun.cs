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
    /// <summary>The fields that must be there.</summary>
    public static readonly string[] RequiredFields = ["WorkflowId", "RunId"];

    /// <exception cref="NotARunException">A field that must be there is missing.</exception>
    /// <exception cref="UnsupportedValueException">A field holds what cannot be kept, or what the format does not have there.</exception>
    public static RunState ToState(PSObject run, Action<UnsupportedValueException>? leaveOut = null, FieldMapping? mapping = null)
    {
        var fields = new FieldReader(run, leaveOut);
        mapping?.Apply(run, fields);
        foreach (var required in RequiredFields)
            if (fields.Text(required) is not { Length: > 0 }) throw new NotARunException(nameof(Messages.NoRunFields), run.BaseObject.GetType(), required);
        return ToState(fields, new Refusals(leaveOut, null));
    }

    /// <summary>Makes the state of what can be kept, and tells of each thing that cannot.</summary>
    /// <param name="run">The run; where it has no id, the state has an empty one.</param>
    /// <param name="refuse">Is told of each place that cannot be kept.</param>
    public static RunState ToStateOfWhatIsValid(PSObject run, Action<UnsupportedValueException> refuse) =>
        ToState(new FieldReader(run, refuse), new Refusals(refuse, refuse));

    private static RunState ToState(FieldReader fields, Refusals refusals)
    {
        var state = RunState.Create(
            fields.Text("WorkflowId") ?? "",
            fields.Text("RunId") ?? "",
            refusals.Try(() => fields.Value("Input", "/input") ?? fields.Value("InputData", "/input"), null));
        return state with
        {
            GraphEntries = refusals.Try(() => state.WithExecutionGraph(GraphConversion.ToEntries(fields.Items("ExecutionGraph"), refusals.LeaveOut)), state).GraphEntries,
            Status = refusals.Try(() => fields.Enum<RunStatus>("Status", "/status"), null) ?? RunStatus.Initial,
            StepResults = StepResultMap.Of(ToMap(fields, "StepResults", refusals, (id, step) => ToStep(id, step, refusals))),
            ExecutionPath = new StepPath(refusals.Try(() => fields.Path("ExecutionPath", "/executionPath"), null) ?? []),
            SuspendedPaths = ToMap(fields, "SuspendedPaths", refusals, ToPath),
            Events = ToList<WorkflowEvent>(fields, "Events", refusals, (entry, index) => ToEvent(entry, state, index, refusals)),
            Logs = ToList<RunLog>(fields, "Logs", refusals, (log, index) => ToLog(log, index, refusals)),
            ContextValues = ToMap(fields, "ExecutionContext", refusals, (key, value) => ObjectWalker.ToValue(value, JsonPointer.Append("/executionContext", key), refusals.LeaveOut)),
            ResultJson = refusals.Try(() => fields.Value("Result", "/result"), null) ?? JsonValue.Null,
            ErrorJson = refusals.Try(() => ToError(fields), null)?.Json ?? JsonValue.Null,
        };
    }

    private static StepResult ToStep(string id, object? source, Refusals refusals)
    {
        if (source.Unwrap() is StepResult result) return result;
        var path = JsonPointer.Append("/stepResults", id);
        var fields = new FieldReader(source, refusals.LeaveOut);
        var status = refusals.Try(() => fields.Enum<StepStatus>("Status", path + "/status") ?? throw new UnsupportedValueException(path, "has no Status."), default);
        var suspendedPath = refusals.Try(() => fields.Path("SuspendedPath", path + "/suspendedPath"), null);
        return new StepResult(
            id,
            status,
            refusals.Try(() => fields.Value("Output", path + "/output"), null),
            refusals.Try(() => ToError(fields), null),
            suspendedPath is null ? null : new StepPath(suspendedPath));
    }

    private static RunLog ToLog(object? source, int index, Refusals refusals)
    {
        if (source.Unwrap() is RunLog log) return log;
        var path = JsonPointer.Append("/logs", index);
        var fields = new FieldReader(source, refusals.LeaveOut);
        var stepId = fields.Text("StepId");
        return new RunLog(
            refusals.Try(() => fields.Time("Timestamp", path + "/timestamp") ?? throw new UnsupportedValueException(path, "has no Timestamp."), default),
            refusals.Try(() => fields.Enum<RunLogType>("Type", path + "/type"), null) ?? (stepId is null ? RunLogType.Status : RunLogType.Step),
            fields.Text("Description") ?? "")
        {
            StepId = stepId,
            Status = refusals.Try(() => fields.Enum<RunStatus>("Status", path + "/status"), null),
            StepStatus = refusals.Try(() => fields.Enum<StepStatus>("StepStatus", path + "/stepStatus"), null),
            StepResultJson = refusals.Try(() => ObjectOf(fields, "StepResult", path + "/stepResult"), null),
            MetadataJson = refusals.Try(() => ObjectOf(fields, "Metadata", path + "/metadata"), null),
        };
    }

    private static WorkflowEvent ToEvent(object? source, RunState state, int index, Refusals refusals)
    {
        if (source.Unwrap() is WorkflowEvent entry) return entry;
        var path = JsonPointer.Append("/events", index);
        var fields = new FieldReader(source, refusals.LeaveOut);
        return new WorkflowEvent(
            refusals.Try(() => fields.Enum<WorkflowEventType>("Type", path + "/type"), null) ?? WorkflowEventType.WorkflowStatusUpdate,
            refusals.Try(() => fields.Time("Timestamp", path + "/timestamp") ?? throw new UnsupportedValueException(path, "has no Timestamp."), default),
            fields.Text("RunId") ?? state.RunId,
            fields.Text("WorkflowId") ?? state.WorkflowId,
            fields.Text("Description") ?? "",
            refusals.Try(() => ObjectOf(fields, "Payload", path + "/payload"), null) ?? JsonValue.EmptyObject,
            refusals.Try(() => ObjectOf(fields, "Metadata", path + "/metadata"), null));
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

    private static EntryList<T> ToList<T>(FieldReader fields, string name, Refusals refusals, Func<object?, int, T> convert)
        where T : StateEntry, IStateEntry<T>
    {
        var list = EntryList<T>.Empty;
        var index = 0;
        foreach (var item in fields.Items(name))
        {
            var place = index++;
            if (refusals.Try(() => convert(item, place), null) is { } entry) list = list.Add(entry);
        }
        return list;
    }

    private static OrderedMap<T> ToMap<T>(FieldReader fields, string name, Refusals refusals, Func<string, object?, T> convert)
        where T : class
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
                    Add(key, entry.Value);
                }
                break;
            default:
                foreach (var property in PSObject.AsPSObject(source).Properties) Add(property.Name, property.Value);
                break;
        }
        return builder.ToMap();

        void Add(string key, object? value)
        {
            if (refusals.Try(() => convert(key, value), null) is { } converted) builder.TryAdd(key, converted);
        }
    }
}
