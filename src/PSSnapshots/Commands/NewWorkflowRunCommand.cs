using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Makes a run of a workflow, ready to start.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowRun")]
[OutputType(typeof(WorkflowRun))]
public sealed class NewWorkflowRunCommand : SnapshotCommand
{
    /// <summary>The run's workflow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Identifier]
    public string WorkflowId { get; set; } = "";

    /// <summary>The run; by default the workflow's id with a unique ending.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Identifier]
    public string? RunId { get; set; }

    /// <summary>What the run is started with.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? InputData { get; set; }

    /// <summary>The entries of the workflow's graph.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public object[] ExecutionGraph { get; set; } = [];

    /// <summary>What the run does, in words: Step, InParallel, Branch, ForEachItem, Loop, SubWorkflow, Retry.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Definition { get; set; }

    /// <summary>A script file that has the definition.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DefinitionPath { get; set; }

    /// <summary>How often a step that fails is tried again, where neither it nor the definition says it.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue - 1)]
    public int Retry { get; set; }

    /// <summary>The wait before a step is tried again: a TimeSpan, or <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>.</summary>
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
        // By pipeline the same object serves for many runs, each with an id of its own.
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
