using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Creates a workflow run that is ready to start.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowRun")]
[OutputType(typeof(WorkflowRun))]
public sealed class NewWorkflowRunCommand : SnapshotCommand
{
    /// <summary>Gets or sets the workflow ID.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Identifier]
    public string WorkflowId { get; set; } = "";

    /// <summary>Gets or sets the run ID. The default is the workflow ID with a unique suffix.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Identifier]
    public string? RunId { get; set; }

    /// <summary>Gets or sets the input of the run.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? InputData { get; set; }

    /// <summary>Gets or sets the entries of the execution graph.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public object[] ExecutionGraph { get; set; } = [];

    /// <summary>
    /// Gets or sets the definition, which uses the keywords Step, InParallel, Branch, ForEachItem, Loop,
    /// SubWorkflow and Retry.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Definition { get; set; }

    /// <summary>Gets or sets the path of a script file with the definition.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DefinitionPath { get; set; }

    /// <summary>Gets or sets the number of retries of a failed step, if neither the step nor the definition specifies it.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue - 1)]
    public int Retry { get; set; }

    /// <summary>Gets or sets the delay before a retry: a TimeSpan, or <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>.</summary>
    [Parameter]
    [Interval]
    [ValidateInterval]
    public TimeSpan RetryDelay { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseTwoDefinitions(Definition, DefinitionPath);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        WorkflowDefinition? definition = null;
        DefinitionSource? source = null;
        if (Definition is not null || DefinitionPath is not null)
        {
            definition = BuildDefinition(Definition, DefinitionPath, Retry == 0 ? null : new RetryPolicy(Retry + 1, RetryDelay), out source);
            if (definition is null) return;
        }
        // From the pipeline, the same cmdlet instance creates many runs, each with its own ID.
        var runId = RunId ?? $"{WorkflowId}-{Guid.NewGuid():N}"[..(WorkflowId.Length + 13)];
        try
        {
            var input = IsGiven(nameof(InputData)) ? ObjectSerializer.ToValue(InputData, "/input") : null;
            var graph = definition is null || ExecutionGraph.Length > 0 ? GraphConversion.ToEntries(ExecutionGraph) : definition.ToGraph();
            WriteObject(new WorkflowRun(new RunStore(RunState.Create(WorkflowId, runId, input, graph)), definition) { DefinitionSource = source });
        }
        catch (UnsupportedValueException failure)
        {
            Report(failure, runId);
        }
    }
}
