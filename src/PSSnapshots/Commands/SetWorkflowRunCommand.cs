using System.Collections;
using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Values;

namespace PSSnapshots.Commands;

/// <summary>Updates a run. All parameters of one call are applied as a single state change, with its log entries and events.</summary>
[Cmdlet(VerbsCommon.Set, "WorkflowRun", SupportsShouldProcess = true)]
[OutputType(typeof(WorkflowRun))]
public sealed class SetWorkflowRunCommand : SnapshotCommand
{
    /// <summary>Gets or sets the run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>Gets or sets the status of the run.</summary>
    [Parameter]
    [WholeName<RunStatus>]
    public RunStatus? Status { get; set; }

    /// <summary>Gets or sets the ID of the step to update.</summary>
    [Parameter]
    [Identifier]
    [ValidateNotNull]
    [AllowEmptyString]
    public string? StepId { get; set; }

    /// <summary>Gets or sets the status of the step. The default follows from the other step parameters.</summary>
    [Parameter]
    [WholeName<StepStatus>]
    public StepStatus? StepStatus { get; set; }

    /// <summary>Gets or sets the output of the step.</summary>
    [Parameter]
    [AllowNull]
    public object? Output { get; set; }

    /// <summary>Gets or sets the error of the step: an error record, an exception or a string.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? StepError { get; set; }

    /// <summary>Gets or sets the path in the execution graph at which the step is suspended.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public int[]? SuspendedPath { get; set; }

    /// <summary>Gets or sets the context values to set. Other values are not changed.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Context { get; set; }

    /// <summary>Gets or sets the keys of the context values to remove.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyString]
    public string[] RemoveContext { get; set; } = [];

    /// <summary>Gets or sets whether all context values are removed before others are set.</summary>
    [Parameter]
    public SwitchParameter ClearContext { get; set; }

    /// <summary>Gets or sets the log entries to add. If a step is specified, they belong to the step.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyString]
    public string[] Log { get; set; } = [];

    /// <summary>Gets or sets the metadata of the log entries.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? LogMetadata { get; set; }

    /// <summary>Gets or sets the current path of the run in the execution graph.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public int[]? ExecutionPath { get; set; }

    /// <summary>Gets or sets the entries of the execution graph.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    public object[]? ExecutionGraph { get; set; }

    /// <summary>Gets or sets the input of the run.</summary>
    [Parameter]
    [AllowNull]
    public object? InputData { get; set; }

    /// <summary>Gets or sets the result of the run.</summary>
    [Parameter]
    [AllowNull]
    public object? Result { get; set; }

    /// <summary>
    /// Gets or sets the error of the run: an error record, an exception or a string. <see langword="null"/> removes
    /// the error.
    /// </summary>
    [Parameter]
    [AllowNull]
    public object? RunError { get; set; }

    /// <summary>Gets or sets whether process-bound values (code, handles, tasks) are omitted with a warning.</summary>
    [Parameter]
    public SwitchParameter SkipUnsupported { get; set; }

    /// <summary>Gets or sets whether the run is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool IsStepReported => StepStatus is not null || IsGiven(nameof(Output)) || StepError is not null || SuspendedPath is not null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (StepId is null && IsStepReported) Refuse(nameof(Messages.StepIdMissing), null);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        List<Func<RunState, DateTimeOffset, RunState>> changes;
        try
        {
            changes = CollectChanges();
        }
        catch (UnsupportedValueException failure)
        {
            Report(failure, Run);
            return;
        }
        if (ShouldProcess(Run.RunId, "Report progress"))
            Changing(Run, () => Run.Store.Update((state, now) => changes.Aggregate(state, (current, change) => change(current, now))));
        if (PassThru) WriteObject(Run);
    }

    /// <summary>Returns the requested changes, converted before the run is changed.</summary>
    private List<Func<RunState, DateTimeOffset, RunState>> CollectChanges()
    {
        var changes = new List<Func<RunState, DateTimeOffset, RunState>>();
        if (IsGiven(nameof(InputData)))
        {
            var input = ObjectSerializer.ToValue(InputData, "/input", LeavingOut(SkipUnsupported));
            changes.Add((state, _) => state with { InputJson = input });
        }
        if (ExecutionGraph is not null)
        {
            var graph = GraphConversion.ToEntries(ExecutionGraph, LeavingOut(SkipUnsupported));
            changes.Add((state, _) => state.WithExecutionGraph(graph));
        }
        if (ExecutionPath is not null) changes.Add((state, _) => state with { ExecutionPath = new StepPath(ExecutionPath) });
        CollectContext(changes);
        if (IsStepReported) CollectStep(changes);
        CollectLogs(changes);
        if (IsGiven(nameof(Result)))
        {
            var result = ObjectSerializer.ToValue(Result, "/result", LeavingOut(SkipUnsupported));
            changes.Add((state, _) => state with { ResultJson = result });
        }
        if (IsGiven(nameof(RunError)))
        {
            var error = RunError is null ? JsonValue.Null : ErrorConversion.ToRunError(RunError).Json;
            changes.Add((state, _) => state with { ErrorJson = error });
        }
        if (Status is { } status)
        {
            var description = $"Workflow {status.ToString().ToLowerInvariant()}";
            changes.Add((state, now) => state.WithStatus(status, now).WithWorkflowEvent(description, null, null, now));
        }
        return changes;
    }

    private void CollectStep(List<Func<RunState, DateTimeOffset, RunState>> changes)
    {
        var path = JsonPointer.Append("/stepResults", StepId!);
        var output = IsGiven(nameof(Output)) ? ObjectSerializer.ToValue(Output, path + "/output", LeavingOut(SkipUnsupported)) : null;
        var error = StepError is null ? null : ErrorConversion.ToRunError(StepError);
        var status = StepStatus
            ?? (error is not null ? PSSnapshots.StepStatus.Failed
            : SuspendedPath is not null ? PSSnapshots.StepStatus.Suspended
            : PSSnapshots.StepStatus.Completed);
        var result = new StepResult(StepId!, status, output, error, SuspendedPath is null ? null : new StepPath(SuspendedPath));
        var description = $"Step {StepId} {status.ToString().ToLowerInvariant()}";
        changes.Add((state, now) => state.WithStepResult(result, now).WithStepEvent(result.Id, description, null, null, now));
    }

    private void CollectContext(List<Func<RunState, DateTimeOffset, RunState>> changes)
    {
        if (ClearContext) changes.Add((state, _) => state with { ContextValues = Collections.OrderedMap<JsonValue>.Empty });
        foreach (var key in RemoveContext)
            changes.Add((state, _) => state with { ContextValues = state.ContextValues.Remove(key) });
        foreach (DictionaryEntry entry in Context ?? new Hashtable())
        {
            var key = LanguagePrimitives.ConvertTo<string>(entry.Key);
            var value = ObjectSerializer.ToValue(entry.Value, JsonPointer.Append("/executionContext", key), LeavingOut(SkipUnsupported));
            changes.Add((state, _) => state with { ContextValues = state.ContextValues.SetItem(key, value) });
        }
    }

    private void CollectLogs(List<Func<RunState, DateTimeOffset, RunState>> changes)
    {
        var metadata = LogMetadata is null ? null : ObjectSerializer.ToValue(LogMetadata, "/logs/-/metadata", LeavingOut(SkipUnsupported));
        foreach (var description in Log)
        {
            changes.Add((state, now) => state with
            {
                Logs = state.Logs.Add(new RunLog(now, StepId is null ? RunLogType.Status : RunLogType.Step, description)
                {
                    StepId = StepId,
                    MetadataJson = metadata,
                }),
            });
        }
    }
}
