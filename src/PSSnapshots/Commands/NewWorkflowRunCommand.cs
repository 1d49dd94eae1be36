using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Commands;

/// <summary>Makes a run of a workflow, ready to start.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowRun")]
[OutputType(typeof(WorkflowRun))]
public sealed class NewWorkflowRunCommand : SnapshotCommand
{
    /// <summary>The run's workflow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string WorkflowId { get; set; } = "";

    /// <summary>The run; by default the workflow's id with a unique ending.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? RunId { get; set; }

    /// <summary>What the run is started with.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? InputData { get; set; }

    /// <summary>The entries of the workflow's graph.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public object[] ExecutionGraph { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // By pipeline the same object serves for many runs, each with an id of its own.
        var runId = RunId ?? $"{WorkflowId}-{Guid.NewGuid():N}"[..(WorkflowId.Length + 13)];
        try
        {
            var input = IsGiven(nameof(InputData)) ? ObjectWalker.ToValue(InputData, "/input") : null;
            var state = RunState.Create(WorkflowId, runId, input, GraphConversion.ToEntries(ExecutionGraph));
            WriteObject(new WorkflowRun(new RunStore(state)));
        }
        catch (UnsupportedValueException failure)
        {
            WriteFailure(failure, runId);
        }
    }
}
