using PSSnapshots.Collections;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>An event that a run emitted.</summary>
public sealed class WorkflowEvent : StateEntry, IStateEntry<WorkflowEvent>
{
    private readonly JsonValue? _payload;
    private readonly string? _stepId;
    private readonly StepStatus _stepStatus;
    private readonly RunStatus _runStatus;

    /// <summary>Creates an event.</summary>
    /// <param name="type">The type of the event.</param>
    /// <param name="timestamp">The time at which the event was emitted.</param>
    /// <param name="runId">The ID of the run that emitted the event.</param>
    /// <param name="workflowId">The workflow ID.</param>
    /// <param name="description">The description.</param>
    /// <param name="payload">The payload, an object.</param>
    /// <param name="metadata">Further information, an object.</param>
    public WorkflowEvent(
        WorkflowEventType type,
        DateTimeOffset timestamp,
        string runId,
        string workflowId,
        string description,
        JsonValue payload,
        JsonValue? metadata = null)
        : base(null)
    {
        Type = type;
        Timestamp = EpochTime.ToMillisecond(timestamp);
        RunId = runId;
        WorkflowId = workflowId;
        Description = description;
        _payload = payload;
        MetadataJson = metadata;
    }

    /// <summary>Creates the event for a changed step status. Its payload is written on first access.</summary>
    internal WorkflowEvent(RunState state, StepResult result, DateTimeOffset timestamp, string description, JsonValue? metadata)
        : base(null)
    {
        Type = WorkflowEventType.StepStatusUpdate;
        Timestamp = EpochTime.ToMillisecond(timestamp);
        RunId = state.RunId;
        WorkflowId = state.WorkflowId;
        Description = description;
        MetadataJson = metadata;
        _stepId = result.Id;
        _stepStatus = result.Status;
        _runStatus = state.Status;
    }

    private WorkflowEvent(JsonSlice source)
        : base(source)
    {
        var fields = EntryFields.Read(source);
        Type = FormatName.TryParse(fields.StringOf("type"u8), out WorkflowEventType type) ? type : default;
        Timestamp = fields.TimeOf("timestamp"u8);
        RunId = fields.TextOf("runId"u8) ?? "";
        WorkflowId = fields.TextOf("workflowId"u8) ?? "";
        Description = fields.TextOf("description"u8) ?? "";
        _payload = fields.ValueOf("payload") ?? JsonValue.EmptyObject;
        MetadataJson = fields.ValueOf("metadata");
    }

    static string IStateEntry<WorkflowEvent>.Noun => "event";

    /// <summary>The type of the event.</summary>
    public WorkflowEventType Type { get; }

    /// <summary>The time at which the event was emitted.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The ID of the run that emitted the event.</summary>
    public string RunId { get; }

    /// <summary>The workflow ID.</summary>
    public string WorkflowId { get; }

    /// <summary>The description.</summary>
    public string Description { get; }

    /// <summary>The ID of the step that the event is about, if there is one.</summary>
    public string? StepId => _stepId ?? PayloadJson.GetMember("stepId")?.GetString();

    /// <summary>The payload.</summary>
    public object? Payload => PayloadJson.ToObject();

    /// <summary>Further information.</summary>
    public object? Metadata => MetadataJson?.ToObject();

    internal JsonValue PayloadJson => _payload ?? EventPayload.OfStep(_runStatus, _stepId!, _stepStatus);

    internal JsonValue? MetadataJson { get; }

    static WorkflowEvent IStateEntry<WorkflowEvent>.Read(JsonSlice json) => new(json);

    /// <summary>Returns the time and the description.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of($"{Timestamp:O} {Description}");

    private protected override void WriteFields(Utf8Output output)
    {
        output.Json("{\"type\":"u8);
        output.Json(FormatName.Of(Type));
        output.Json(",\"timestamp\":"u8);
        EpochTime.Write(Timestamp, output);
        output.Json(",\"runId\":"u8);
        output.Text(RunId);
        output.Json(",\"workflowId\":"u8);
        output.Text(WorkflowId);
        output.Json(",\"description\":"u8);
        output.Text(Description);
        var payload = PayloadJson;
        WriteField(output, ",\"payload\":"u8, payload);
        WriteField(output, ",\"metadata\":"u8, MetadataJson);
        WriteNotes(output, ("payload", payload), ("metadata", MetadataJson));
        output.Json("}"u8);
    }
}
