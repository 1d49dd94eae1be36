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

    /// <summary>Makes an event.</summary>
    /// <param name="type">What it tells of.</param>
    /// <param name="timestamp">When it was emitted.</param>
    /// <param name="runId">The run that emitted it.</param>
    /// <param name="workflowId">The run's workflow.</param>
    /// <param name="description">What it says.</param>
    /// <param name="payload">What it carries, an object.</param>
    /// <param name="metadata">What else is known, an object.</param>
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

    /// <summary>Makes the event that a step's status changed. Its payload is written when it is asked for.</summary>
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

    /// <summary>What the event tells of.</summary>
    public WorkflowEventType Type { get; }

    /// <summary>When it was emitted.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The run that emitted it.</summary>
    public string RunId { get; }

    /// <summary>The run's workflow.</summary>
    public string WorkflowId { get; }

    /// <summary>What it says.</summary>
    public string Description { get; }

    /// <summary>The step it tells of, where there is one.</summary>
    public string? StepId => _stepId ?? PayloadJson.GetMember("stepId")?.GetString();

    /// <summary>What it carries.</summary>
    public object? Payload => PayloadJson.ToObject();

    /// <summary>What else is known.</summary>
    public object? Metadata => MetadataJson?.ToObject();

    internal JsonValue PayloadJson => _payload ?? EventPayload.OfStep(_runStatus, _stepId!, _stepStatus);

    internal JsonValue? MetadataJson { get; }

    static WorkflowEvent IStateEntry<WorkflowEvent>.Read(JsonSlice json) => new(json);

    /// <summary>The time and what it says.</summary>
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
