using PSSnapshots.Collections;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// The immutable state of a run at one point in time. Each action returns a new state that shares all unchanged parts with
/// this one.
/// </summary>
public sealed record RunState
{
    private RunState(string workflowId, string runId)
    {
        WorkflowId = workflowId;
        RunId = runId;
    }

    /// <summary>The workflow ID.</summary>
    public string WorkflowId { get; internal init; }

    /// <summary>The run ID.</summary>
    public string RunId { get; internal init; }

    /// <summary>The status of the run.</summary>
    public RunStatus Status { get; internal init; }

    /// <summary>The results of the steps, by step ID.</summary>
    public StepResultMap StepResults { get; internal init; } = StepResultMap.Empty;

    /// <summary>The path in the graph that the run has reached.</summary>
    public StepPath ExecutionPath { get; internal init; } = StepPath.Empty;

    /// <summary>The paths in the graph of the waiting steps, by step ID.</summary>
    public OrderedMap<StepPath> SuspendedPaths { get; internal init; } = OrderedMap<StepPath>.Empty;

    /// <summary>The events that the run emitted, oldest first.</summary>
    public EntryList<WorkflowEvent> Events { get; internal init; } = EntryList<WorkflowEvent>.Empty;

    /// <summary>The entries of the workflow's graph, each an object.</summary>
    public ValueList ExecutionGraph => new(GraphEntries);

    /// <summary>The input of the run, if there is any.</summary>
    public object? Input => InputJson?.ToObject();

    /// <summary>
    /// The result of the run. The original wraps the workflow's output as <c>{status, result, steps}</c>;
    /// <see cref="Output"/> is the output without the wrapper.
    /// </summary>
    public object? Result => ResultJson?.ToObject();

    /// <summary>The workflow's output: the result without the wrapper that the original adds.</summary>
    public object? Output => OutputJson?.ToObject();

    /// <summary>The error, if the run failed.</summary>
    public RunError? Error => RunError.FromJson(ErrorJson);

    /// <summary>The run's log, oldest first.</summary>
    public EntryList<RunLog> Logs { get; internal init; } = EntryList<RunLog>.Empty;

    /// <summary>The values that steps share, by key.</summary>
    public ValueMap ExecutionContext => new(ContextValues);

    /// <summary>The unknown fields of an imported document. An export writes them again.</summary>
    public ValueMap ExtensionData => new(UnknownFields);

    internal PersistentList<JsonValue> GraphEntries { get; init; } = PersistentList<JsonValue>.Empty;

    internal OrderedMap<JsonValue> ContextValues { get; init; } = OrderedMap<JsonValue>.Empty;

    internal OrderedMap<JsonValue> UnknownFields { get; init; } = OrderedMap<JsonValue>.Empty;

    internal JsonValue? InputJson { get; init; }

    internal JsonValue? ResultJson { get; init; }

    internal JsonValue? OutputJson =>
        ResultJson?.GetMember("result") is { } inner
        && ResultJson.GetMember("status") is { Kind: JsonKind.String }
        && ResultJson.GetMember("steps") is { Kind: JsonKind.Object }
            ? inner
            : ResultJson;

    /// <summary>The error as JSON. A missing error, null and an object are distinct.</summary>
    internal JsonValue? ErrorJson { get; init; }

    internal RestorePoint? RestorePoint { get; init; }

    /// <summary>Whether the run has ended.</summary>
    public bool HasEnded => Status is RunStatus.Completed or RunStatus.Failed;

    /// <summary>Creates the state of a run that is not started.</summary>
    /// <param name="workflowId">The workflow ID; any text.</param>
    /// <param name="runId">The run ID; any text.</param>
    /// <param name="input">The input of the run.</param>
    /// <param name="executionGraph">The entries of the workflow's graph, each an object.</param>
    /// <returns>The state.</returns>
    public static RunState Create(string workflowId, string runId, JsonValue? input = null, IEnumerable<JsonValue>? executionGraph = null)
    {
        ArgumentNullException.ThrowIfNull(workflowId);
        ArgumentNullException.ThrowIfNull(runId);
        return new RunState(workflowId, runId)
        {
            InputJson = input,
            ResultJson = JsonValue.Null,
            ErrorJson = JsonValue.Null,
        }.WithExecutionGraph(executionGraph ?? []);
    }

    /// <summary>Compares states by reference. Use <c>Compare-RunSnapshot</c> to find differences.</summary>
    /// <param name="other">The other state.</param>
    /// <returns>True if it is the same object.</returns>
    public bool Equals(RunState? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>Returns the run ID, the status and the number of steps.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => VisibleText.Of($"{RunId}: {Status}, {StepResults}");

    internal static RunState Bare(string workflowId, string runId) => new(workflowId, runId);

    internal RunState WithStatus(RunStatus status, DateTimeOffset at) => this with
    {
        Status = status,
        Logs = Logs.Add(new RunLog(at, RunLogType.Status, $"Run status changed to {FormatText.Of(status)}") { Status = status }),
    };

    internal RunState WithStepResult(StepResult result, DateTimeOffset at) => this with
    {
        StepResults = StepResults.With(result),
        SuspendedPaths = result.SuspendedPath is { } path ? SuspendedPaths.SetItem(result.Id, path) : SuspendedPaths.Remove(result.Id),
        Logs = Logs.Add(new RunLog(at, result.Id, result.Status)),
    };

    /// <summary>Sets the result of a step, adds its log entry and its event, and sets the execution path.</summary>
    /// <param name="result">The step's result.</param>
    /// <param name="place">The path of the step in the graph; <see langword="null"/> keeps the execution path.</param>
    /// <param name="at">The time.</param>
    /// <param name="logMetadata">Further information for the log entry.</param>
    /// <param name="eventMetadata">Further information for the event.</param>
    internal RunState WithStep(StepResult result, StepPath? place, DateTimeOffset at, JsonValue? logMetadata = null, JsonValue? eventMetadata = null)
    {
        var description = string.Concat("Step ", result.Id, " ", FormatText.Of(result.Status));
        return this with
        {
            StepResults = StepResults.With(result),
            SuspendedPaths = result.SuspendedPath is { } path ? SuspendedPaths.SetItem(result.Id, path) : SuspendedPaths.Remove(result.Id),
            ExecutionPath = place ?? ExecutionPath,
            Logs = Logs.Add(new RunLog(at, RunLogType.Step, description)
            {
                StepId = result.Id,
                StepStatus = result.Status,
                MetadataJson = logMetadata,
            }),
            Events = Events.Add(new WorkflowEvent(this, result, at, description, eventMetadata)),
        };
    }

    /// <summary>Sets only a step's result.</summary>
    internal RunState WithBareResult(StepResult result) => this with { StepResults = StepResults.With(result) };

    internal RunState WithLog(string description, string? stepId, DateTimeOffset at, JsonValue? metadata = null) => this with
    {
        Logs = Logs.Add(new RunLog(at, stepId is null ? RunLogType.Status : RunLogType.Step, description) { StepId = stepId, MetadataJson = metadata }),
    };

    internal RunState WithExecutionGraph(IEnumerable<JsonValue> entries)
    {
        var graph = entries.ToArray();
        if (Array.Find(graph, entry => entry.Kind != JsonKind.Object) is { } wrong)
            throw new ArgumentException($"An entry of the execution graph is an object, not {wrong.Kind}.", nameof(entries));
        return this with { GraphEntries = PersistentList<JsonValue>.Create(graph) };
    }

    internal RunState WithWorkflowEvent(string description, JsonValue? payload, JsonValue? metadata, DateTimeOffset at) =>
        WithEvent(WorkflowEventType.WorkflowStatusUpdate, description, payload ?? EventPayload.OfRun(this), metadata, at);

    internal RunState WithStepEvent(string stepId, string description, JsonValue? payload, JsonValue? metadata, DateTimeOffset at) =>
        WithEvent(WorkflowEventType.StepStatusUpdate, description, payload ?? EventPayload.OfStep(this, stepId), metadata, at);

    /// <summary>Whether the run was started, or has anything that a run has only after its start.</summary>
    internal bool HasBegun => Status != RunStatus.Initial || StepResults.Count > 0;

    /// <summary>Returns whether a step or an iteration has completed.</summary>
    internal bool HasCompleted(string stepId) => StepResults.TryGetExact(stepId, out var result) && result.Status == StepStatus.Completed;

    internal RunState AsReset() => Bare(WorkflowId, RunId) with
    {
        InputJson = InputJson,
        GraphEntries = GraphEntries,
        ResultJson = JsonValue.Null,
        ErrorJson = JsonValue.Null,
    };

    private RunState WithEvent(WorkflowEventType type, string description, JsonValue payload, JsonValue? metadata, DateTimeOffset at) => this with
    {
        Events = Events.Add(new WorkflowEvent(type, at, RunId, WorkflowId, description, payload, metadata)),
    };
}
