using PSSnapshots.Collections;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>An entry of a run's log.</summary>
public sealed class RunLog : StateEntry, IStateEntry<RunLog>
{
    private string? _description;

    /// <summary>Creates a log entry.</summary>
    /// <param name="timestamp">The time at which the entry was written.</param>
    /// <param name="type">The subject of the entry.</param>
    /// <param name="description">The description.</param>
    public RunLog(DateTimeOffset timestamp, RunLogType type, string description)
        : base(null)
    {
        ArgumentNullException.ThrowIfNull(description);
        Timestamp = EpochTime.ToMillisecond(timestamp);
        Type = type;
        _description = description;
    }

    /// <summary>Creates an entry for a step's status. Its text is created on first access.</summary>
    internal RunLog(DateTimeOffset timestamp, string stepId, StepStatus status)
        : base(null)
    {
        Timestamp = EpochTime.ToMillisecond(timestamp);
        Type = RunLogType.Step;
        StepId = stepId;
        StepStatus = status;
    }

    private RunLog(JsonSlice source)
        : base(source)
    {
        var fields = EntryFields.Read(source);
        Timestamp = fields.TimeOf("timestamp"u8);
        Type = FormatName.TryParse(fields.StringOf("type"u8), out RunLogType type) ? type : default;
        _description = fields.TextOf("description"u8) ?? "";
        StepId = fields.TextOf("stepId"u8);
        Status = FormatName.TryParse(fields.StringOf("status"u8), out RunStatus status) ? status : null;
        StepStatus = FormatName.TryParse(fields.StringOf("stepStatus"u8), out StepStatus stepStatus) ? stepStatus : null;
        StepResultJson = fields.ValueOf("stepResult");
        MetadataJson = fields.ValueOf("metadata");
    }

    static string IStateEntry<RunLog>.Noun => "log";

    /// <summary>The time at which the entry was written.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The subject of the entry.</summary>
    public RunLogType Type { get; }

    /// <summary>The description.</summary>
    public string Description => _description ??= $"Step {StepId} {FormatText.Of(StepStatus.GetValueOrDefault())}";

    /// <summary>The ID of the step that the entry is about, if there is one.</summary>
    public string? StepId { get; init; }

    /// <summary>The status of the run that the entry reports.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>The status of the step that the entry reports.</summary>
    public StepStatus? StepStatus { get; init; }

    /// <summary>The step's result at that time, if an imported file has it. Entries that this module writes do not contain it.</summary>
    public object? StepResult => StepResultJson?.ToObject();

    /// <summary>Further information, an object.</summary>
    public object? Metadata => MetadataJson?.ToObject();

    internal JsonValue? StepResultJson { get; init; }

    internal JsonValue? MetadataJson { get; init; }

    static RunLog IStateEntry<RunLog>.Read(JsonSlice json) => new(json);

    /// <summary>Returns the time and the description.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of($"{Timestamp:O} {Description}");

    private protected override void WriteFields(Utf8Output output)
    {
        output.Json("{\"timestamp\":"u8);
        EpochTime.Write(Timestamp, output);
        output.Json(",\"type\":"u8);
        output.Json(FormatName.Of(Type));
        output.Json(",\"description\":"u8);
        output.Text(Description);
        WriteField(output, ",\"metadata\":"u8, MetadataJson);
        if (Status is { } status)
        {
            output.Json(",\"status\":"u8);
            output.Json(FormatName.Of(status));
        }
        if (StepStatus is { } stepStatus)
        {
            output.Json(",\"stepStatus\":"u8);
            output.Json(FormatName.Of(stepStatus));
        }
        if (StepId is { } stepId)
        {
            output.Json(",\"stepId\":"u8);
            output.Text(stepId);
        }
        WriteField(output, ",\"stepResult\":"u8, StepResultJson);
        WriteNotes(output, ("metadata", MetadataJson), ("stepResult", StepResultJson));
        output.Json("}"u8);
    }
}
