using System.Globalization;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>What became of a step.</summary>
public sealed class StepResult : StateEntry
{
    private readonly JsonValue? _output;
    private readonly JsonValue? _error;
    private readonly StepPath? _suspendedPath;
    private readonly JsonValue? _plan;
    private readonly JsonValue? _resumeData;
    private readonly int? _attempts;

    /// <summary>Makes a step's result.</summary>
    /// <param name="id">The step's id: any text, told apart by its code units.</param>
    /// <param name="status">Where the step stands.</param>
    /// <param name="output">What the step gave, where it gave anything.</param>
    /// <param name="error">Why the step failed, where it did.</param>
    /// <param name="suspendedPath">Where in the graph the step waits, where it does.</param>
    /// <param name="attempts">How often the step was begun, where that is known; at least 1.</param>
    public StepResult(
        string id, StepStatus status, JsonValue? output = null, RunError? error = null, StepPath? suspendedPath = null, int? attempts = null)
        : base(null)
    {
        ArgumentNullException.ThrowIfNull(id);
        Id = id;
        Status = status;
        _output = output;
        _error = error?.Json;
        _suspendedPath = suspendedPath;
        _attempts = attempts;
    }

    private StepResult(string id, StepStatus status, JsonSlice source)
        : base(source)
    {
        Id = id;
        Status = status;
    }

    /// <summary>The step's id.</summary>
    public string Id { get; }

    /// <summary>Where the step stands.</summary>
    public StepStatus Status { get; }

    /// <summary>What the step gave, where it gave anything.</summary>
    public object? Output => OutputJson?.ToObject();

    /// <summary>The output, frozen.</summary>
    internal JsonValue? OutputJson => TryReadSource(out var fields) ? fields.ValueOf("output") : _output;

    /// <summary>Why the step failed, where it did.</summary>
    public RunError? Error => RunError.FromJson(ErrorJson);

    /// <summary>Where in the graph the step waits, where it does.</summary>
    public StepPath? SuspendedPath => TryReadSource(out var fields)
        ? fields.ValueOf("suspendedPath") is { } path ? StepPath.Read(path.Slice) : null
        : _suspendedPath;

    /// <summary>How often the step was begun, failed attempts and earlier processes included, where that is known.</summary>
    public int? Attempts => TryReadSource(out var fields)
        ? fields.ValueOf("attempts") is { Kind: JsonKind.Number } count ? int.Parse(count.Utf8, CultureInfo.InvariantCulture) : null
        : _attempts;

    /// <summary>
    /// What was settled when the node began, so that a resume settles it no other way: the items of a foreach, the
    /// index of a conditional's arm (−1 for none), how many iterations of a loop are to run; of a running step, how many
    /// of its attempts do not count against its limit.
    /// </summary>
    internal JsonValue? PlanJson
    {
        get => TryReadSource(out var fields) ? fields.ValueOf("plan") : _plan;
        init => _plan = value;
    }

    /// <summary>What a resume brought for the step, from then until the step has ended; null is something too.</summary>
    internal JsonValue? ResumeDataJson
    {
        get => TryReadSource(out var fields) ? fields.ValueOf("resumeData") : _resumeData;
        init => _resumeData = value;
    }

    /// <summary>The error as the file has it.</summary>
    internal JsonValue? ErrorJson => TryReadSource(out var fields) ? fields.ValueOf("error") : _error;

    /// <summary>The id and the status, for a person.</summary>
    /// <returns>Such as <c>build: Completed</c>.</returns>
    public override string ToString() => VisibleText.Of($"{Id}: {Status}");

    /// <summary>Takes over a step's result from valid compact JSON.</summary>
    internal static StepResult Read(string id, StepStatus status, JsonSlice json) => new(id, status, json);

    /// <summary>The earlier result where it is the same, or this one with that one's output where only that is the same.</summary>
    internal StepResult Sharing(StepResult earlier)
    {
        if (IsIdenticalTo(earlier)) return earlier;
        if (HasSource || _output is null || earlier.OutputJson is not { } output || !output.IsIdenticalTo(_output)) return this;
        return new StepResult(Id, Status, output, Error, SuspendedPath, Attempts) { PlanJson = PlanJson, ResumeDataJson = ResumeDataJson };
    }

    private protected override void WriteFields(Utf8Output output)
    {
        output.Json("{\"status\":"u8);
        output.Json(FormatName.Of(Status));
        WriteField(output, ",\"output\":"u8, OutputJson);
        WriteField(output, ",\"error\":"u8, ErrorJson);
        if (SuspendedPath is { } path)
        {
            output.Json(",\"suspendedPath\":"u8);
            path.WriteTo(output);
        }
        if (_attempts is { } attempts)
        {
            output.Json(",\"attempts\":"u8);
            output.Number(attempts);
        }
        WriteField(output, ",\"plan\":"u8, _plan);
        WriteField(output, ",\"resumeData\":"u8, _resumeData);
        WriteNotes(output, ("output", OutputJson), ("error", ErrorJson), ("plan", _plan), ("resumeData", _resumeData));
        output.Json("}"u8);
    }
}
