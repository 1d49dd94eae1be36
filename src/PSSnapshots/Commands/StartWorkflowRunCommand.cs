using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Starts a workflow run, and runs its steps until it ends, is suspended, or is stopped.</summary>
[Cmdlet(VerbsLifecycle.Start, "WorkflowRun", SupportsShouldProcess = true, DefaultParameterSetName = StartSet)]
[OutputType(typeof(WorkflowRun), typeof(WorkflowRunJob))]
public sealed class StartWorkflowRunCommand : RunningCommand
{
    private const string StartSet = "Start";
    private const string ResumeSet = "Resume";

    /// <summary>Gets or sets the run, created by New-WorkflowRun with a definition.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>
    /// Gets or sets whether a run that exists in the store is resumed if it failed or was interrupted. A run that
    /// waits for an answer or has completed is returned unchanged.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>Gets or sets whether the run is started over although the store has a run with the same ID.</summary>
    [Parameter(ParameterSetName = StartSet)]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Run.Definition is not { } definition)
        {
            Report(new SnapshotsException(nameof(Messages.DefinitionMissing), MessageText.Of(nameof(Messages.DefinitionMissingAtStart), Run.RunId)), Run);
            return;
        }
        var plan = Plan(Run, definition);
        if (Resume) StartOrResume(new RunContinuation(Run, definition, plan.Options));
        else Start(plan with { Options = plan.Options with { Force = Force } });
    }

    private void Start(RunExecution plan)
    {
        if (WouldRun(plan) && ShouldProcess(Run.RunId, "Start")) Execute(plan);
    }

    private void StartOrResume(RunContinuation continuation)
    {
        if (IsWhatIf && !(continuation.Decide(WriteWarning, WriteError) is { } planned && (planned.IsDone || WouldRun(planned)))) return;
        if (!ShouldProcess(Run.RunId, "Start or resume")) return;
        while (continuation.Decide(WriteWarning, WriteError) is { } execution)
        {
            if (execution.IsDone && !AsJob)
            {
                WriteObject(execution.Run);
                return;
            }
            if (Execute(execution)) return;
            WriteVerbose($"Run '{Run.RunId}' was changed by another process.");
        }
    }
}
