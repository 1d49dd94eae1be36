using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>
/// Runs a workflow: the steps of the definition that its run was made with, until it has ended, waits or is stopped.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "WorkflowRun", SupportsShouldProcess = true)]
[OutputType(typeof(WorkflowRun), typeof(WorkflowRunJob))]
public sealed class StartWorkflowRunCommand : RunningCommand
{
    /// <summary>The run, made by New-WorkflowRun with a definition.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [LiveRun]
    public WorkflowRun Run { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Run.Definition is not { } definition)
        {
            WriteFailure(nameof(Messages.DefinitionMissing), ErrorCategory.InvalidArgument, Run, Run.RunId);
            return;
        }
        if (!ShouldProcess(Run.RunId, "Start")) return;
        Execute(Plan(Run, definition));
    }
}
