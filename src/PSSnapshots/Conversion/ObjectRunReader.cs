using System.Collections;
using System.Management.Automation;
using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>
/// Reads a run's state from a hashtable or an object that has the fields of a run, ignoring case. RunId and
/// WorkflowId are required.
/// </summary>
internal static class ObjectRunReader
{
    /// <summary>The required fields.</summary>
    public static readonly string[] RequiredFields = ["WorkflowId", "RunId"];

    /// <param name="run">The object.</param>
    /// <param name="report">Receives the values and members that are omitted, not captured or not found.</param>
    /// <param name="mapping">The members that have the fields.</param>
    /// <exception cref="NotARunException">A required field is missing.</exception>
    /// <exception cref="UnsupportedValueException">
    /// Fields have values that are not supported or not valid in the format. All of them are reported.
    /// </exception>
    public static RunState ToState(PSObject run, CaptureReport? report = null, FieldMapping? mapping = null)
    {
        RefuseDeserialized(run);
        var own = new FieldReader(run, "", report?.LeaveOut);
        var fields = mapping?.Read(run, own, report?.SourceMissing, report?.LeaveOut) ?? own;
        foreach (var required in RequiredFields)
            if (fields.Text(required) is not { Length: > 0 }) throw new NotARunException(nameof(Messages.NoRunFields), run.BaseObject.GetType(), required);
        var failures = new List<UnsupportedValueException>();
        var refusals = new ConversionErrors(report?.LeaveOut, failures.Add, report?.NotCaptured);
        var state = ToState(fields, refusals);
        if (failures.Count > 0) throw UnsupportedValueException.Of(failures);
        refusals.ReportUnread("", own);
        return state;
    }

    /// <summary>Reads the supported values, and reports each value that is not supported.</summary>
    /// <param name="run">The run. If it has no ID, the ID of the state is empty.</param>
    /// <param name="refuse">Receives each value that is not supported.</param>
    public static RunState ToStateOfWhatIsValid(PSObject run, Action<UnsupportedValueException> refuse) =>
        ToState(new FieldReader(run, "", refuse), new ConversionErrors(refuse, refuse));

    /// <exception cref="NotARunException">The object is a deserialized run, which has only some of the properties.</exception>
    public static void RefuseDeserialized(PSObject run)
    {
        if (DeserializedType.Of(run) is DeserializedType.Run or DeserializedType.Store or DeserializedType.State)
            throw new NotARunException(nameof(Messages.DeserializedRun), run.Properties["RunId"]?.Value);
    }

    private static RunState ToState(FieldReader fields, ConversionErrors refusals)
    {
        var state = RunState.Create(
            refusals.Try(() => fields.Text("WorkflowId"), null) ?? "",
            refusals.Try(() => fields.Text("RunId"), null) ?? "",
            refusals.Try(() => fields.Value("Input", "/input") ?? fields.Value("InputData", "/input"), null));
        return state with
        {
            GraphEntries = refusals.Try(() => state.WithExecutionGraph(GraphConversion.ToEntries(fields.Items("ExecutionGraph"), refusals.LeaveOut)), state).GraphEntries,
            Status = refusals.Try(() => fields.Enum<RunStatus>("Status", "/status"), null) ?? RunStatus.Initial,
            StepResults = StepResultMap.Of(ToMap(fields, "StepResults", "/stepResults", refusals, (id, step) => ToStep(id, step, refusals))),
            ExecutionPath = new StepPath(refusals.Try(() => fields.Path("ExecutionPath", "/executionPath"), null) ?? []),
            SuspendedPaths = ToMap(fields, "SuspendedPaths", "/suspendedPaths", refusals, ToPath),
            Events = ToList<WorkflowEvent>(fields, "Events", refusals, (entry, index) => ToEvent(entry, state, index, refusals)),
            Logs = ToList<RunLog>(fields, "Logs", refusals, (log, index) => ToLog(log, index, refusals)),
            ContextValues = ToMap(fields, "ExecutionContext", "/executionContext", refusals, (key, value) => ObjectSerializer.ToValue(value, JsonPointer.Append("/executionContext", key), refusals.LeaveOut)),
            ResultJson = refusals.Try(() => fields.Value("Result", "/result"), null) ?? JsonValue.Null,
            ErrorJson = refusals.Try(() => ToError(fields), null)?.Json ?? JsonValue.Null,
        };
    }

    private static StepResult ToStep(string id, object? source, ConversionErrors refusals)
    {
        if (source.Unwrap() is StepResult result) return result;
        var path = JsonPointer.Append("/stepResults", id);
        var fields = FieldReader.OfPart(source, path, "a step", refusals.LeaveOut);
        var status = refusals.Try(() => fields.Enum<StepStatus>("Status", path + "/status") ?? throw new UnsupportedValueException(path, $"has no Status. The valid values are {EnumName.List<StepStatus>()}."), default);
        var suspendedPath = refusals.Try(() => fields.Path("SuspendedPath", path + "/suspendedPath"), null);
        var attempts = refusals.Try(() => fields.Count("Attempts", path + "/attempts"), null);
        var step = new StepResult(
            id,
            status,
            refusals.Try(() => fields.Value("Output", path + "/output"), null),
            refusals.Try(() => ToError(fields), null),
            suspendedPath is null ? null : new StepPath(suspendedPath),
            attempts);
        refusals.ReportUnread(path, fields);
        return step;
    }

    private static RunLog ToLog(object? source, int index, ConversionErrors refusals)
    {
        if (source.Unwrap() is RunLog own) return own;
        var path = JsonPointer.Append("/logs", index);
        var fields = FieldReader.OfPart(source, path, "a log entry", refusals.LeaveOut);
        var stepId = fields.Text("StepId");
        var log = new RunLog(
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
        refusals.ReportUnread(path, fields);
        return log;
    }

    private static WorkflowEvent ToEvent(object? source, RunState state, int index, ConversionErrors refusals)
    {
        if (source.Unwrap() is WorkflowEvent own) return own;
        var path = JsonPointer.Append("/events", index);
        var fields = FieldReader.OfPart(source, path, "an event", refusals.LeaveOut);
        var entry = new WorkflowEvent(
            refusals.Try(() => fields.Enum<WorkflowEventType>("Type", path + "/type"), null) ?? WorkflowEventType.WorkflowStatusUpdate,
            refusals.Try(() => fields.Time("Timestamp", path + "/timestamp") ?? throw new UnsupportedValueException(path, "has no Timestamp."), default),
            fields.Text("RunId") ?? state.RunId,
            fields.Text("WorkflowId") ?? state.WorkflowId,
            fields.Text("Description") ?? "",
            refusals.Try(() => ObjectOf(fields, "Payload", path + "/payload"), null) ?? JsonValue.EmptyObject,
            refusals.Try(() => ObjectOf(fields, "Metadata", path + "/metadata"), null));
        refusals.ReportUnread(path, fields);
        return entry;
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

    private static EntryList<T> ToList<T>(FieldReader fields, string name, ConversionErrors refusals, Func<object?, int, T> convert)
        where T : StateEntry, IStateEntry<T>
    {
        var list = EntryList<T>.Empty;
        var index = 0;
        foreach (var item in refusals.Try<IEnumerable<object?>>(() => fields.Items(name), []))
        {
            var place = index++;
            if (refusals.Try(() => convert(item, place), null) is { } entry) list = list.Add(entry);
        }
        return list;
    }

    private static OrderedMap<T> ToMap<T>(FieldReader fields, string name, string path, ConversionErrors refusals, Func<string, object?, T> convert)
        where T : class
    {
        var builder = new OrderedMap<T>.Builder();
        foreach (var (key, value) in refusals.Try<IEnumerable<(string, object?)>>(() => MembersOf(fields.Get(name), path), []))
            if (refusals.Try(() => convert(key, value), null) is { } converted) builder.TryAdd(key, converted);
        return builder.ToMap();
    }

    /// <summary>Returns the members of a map. An empty list is an empty map.</summary>
    /// <exception cref="UnsupportedValueException">The value is not a map, or cannot be read.</exception>
    private static IEnumerable<(string Key, object? Value)> MembersOf(object? source, string path)
    {
        if (source.Unwrap() is null || ValueShape.IsEmptyList(source)) return [];
        if (!ValueShape.HasMembers(source)) throw new UnsupportedValueException(path, $"is {ValueShape.Describe(source)}; a hashtable or an object is expected.");
        return source.Unwrap() switch
        {
            IDictionary map => [.. Synchronized.EntriesOf(map).Select(entry => (IdentifierText.Of(entry.Key), entry.Value))],
            IEnumerable pairs => [.. GenericTypes.EntriesOf(Synchronized.ItemsOf(pairs)).Select(entry => (IdentifierText.Of(entry.Key), entry.Value))],
            _ => [.. PSObject.AsPSObject(source!).Properties.Select(property => (property.Name, (object?)property.Value))],
        };
    }
}
