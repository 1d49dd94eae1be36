using System.Globalization;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>The result of a step.</summary>
public sealed class StepResult : StateEntry
{
    private readonly JsonValue? _output;
    private readonly JsonValue? _error;
    private readonly StepPath? _suspendedPath;
    private readonly JsonValue? _plan;
    private readonly JsonValue? _resumeData;
    private readonly int? _attempts;

    /// <summary>Creates a step's result.</summary>
    /// <param name="id">The step ID: any text. IDs are compared ordinally.</param>
    /// <param name="status">The status of the step.</param>
    /// <param name="output">The output, if there is any.</param>
    /// <param name="error">The error, if the step failed.</param>
    /// <param name="suspendedPath">The path in the graph at which the step waits, if it does.</param>
    /// <param name="attempts">The number of attempts, if it is known; at least 1.</param>
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

    /// <summary>The step ID.</summary>
    public string Id { get; }

    /// <summary>The status of the step.</summary>
    public StepStatus Status { get; }

    /// <summary>The output, if there is any.</summary>
    public object? Output => OutputJson?.ToObject();

    /// <summary>The output as an immutable JSON value.</summary>
    internal JsonValue? OutputJson => TryReadSource(out var fields) ? fields.ValueOf("output") : _output;

    /// <summary>The error, if the step failed.</summary>
    public RunError? Error => RunError.FromJson(ErrorJson);

    /// <summary>The path in the graph at which the step waits, if it does.</summary>
    public StepPath? SuspendedPath => TryReadSource(out var fields)
        ? fields.ValueOf("suspendedPath") is { } path ? StepPath.Read(path.Slice) : null
        : _suspendedPath;

    /// <summary>The number of attempts, including failed attempts and those of earlier processes, if it is known.</summary>
    public int? Attempts => TryReadSource(out var fields)
        ? fields.ValueOf("attempts") is { Kind: JsonKind.Number } count ? int.Parse(count.Utf8, CultureInfo.InvariantCulture) : null
        : _attempts;

    /// <summary>
    /// The decisions made when the node began, which a resume does not make again: the items of a foreach, the index of a
    /// conditional's arm (−1 for none), or the number of iterations of a loop. For a running step, the number of attempts that
    /// do not count toward its limit.
    /// </summary>
    internal JsonValue? PlanJson
    {
        get => TryReadSource(out var fields) ? fields.ValueOf("plan") : _plan;
        init => _plan = value;
    }

    /// <summary>The data that a resume passed to the step, kept until the step has ended. JSON null is valid data.</summary>
    internal JsonValue? ResumeDataJson
    {
        get => TryReadSource(out var fields) ? fields.ValueOf("resumeData") : _resumeData;
        init => _resumeData = value;
    }

    /// <summary>The error as JSON.</summary>
    internal JsonValue? ErrorJson => TryReadSource(out var fields) ? fields.ValueOf("error") : _error;

    /// <summary>Returns the step ID and the status.</summary>
    /// <returns>Text such as <c>build: Completed</c>.</returns>
    public override string ToString() => VisibleText.Of($"{Id}: {Status}");

    /// <summary>Creates a step's result from valid compact JSON.</summary>
    internal static StepResult Read(string id, StepStatus status, JsonSlice json) => new(id, status, json);

    /// <summary>Returns the earlier result if it is equal, or this result with the earlier output if only the output is equal.</summary>
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
