using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Stores;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>
/// Runs a workflow: the steps of the definition that its run was made with, until it has ended, waits or is stopped.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "WorkflowRun", SupportsShouldProcess = true, DefaultParameterSetName = StartSet)]
[OutputType(typeof(WorkflowRun), typeof(WorkflowRunJob))]
public sealed class StartWorkflowRunCommand : RunningCommand
{
    private const string StartSet = "Start";
    private const string ResumeSet = "Resume";

    // Each further try means that another process started or resumed the run meanwhile.
    private const int MaxTries = 5;

    /// <summary>The run, made by New-WorkflowRun with a definition.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>
    /// Starts the run if the store does not have it, and resumes it if it failed or was interrupted. A run that waits for
    /// an answer or has completed is emitted as it is.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>Starts the run over although the store has a run with its ID.</summary>
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
        if (Resume) StartOrResume(definition);
        else Start(definition);
    }

    private void Start(WorkflowDefinition definition)
    {
        var plan = Plan(Run, definition);
        plan = plan with { Options = plan.Options with { Force = Force } };
        if (WouldRun(plan) && ShouldProcess(Run.RunId, "Start")) Execute(plan);
    }

    private void StartOrResume(WorkflowDefinition definition)
    {
        if (IsWhatIf && !(TryPlan(definition, out var run, out var planned) && (run.Status == RunStatus.Completed || WouldRun(planned)))) return;
        if (!ShouldProcess(Run.RunId, "Start or resume")) return;
        for (var attempt = 1; !TryStartOrResume(definition, attempt == MaxTries); attempt++) WriteVerbose($"Run '{Run.RunId}' was changed by another process.");
    }

    /// <summary>Starts the run, or continues what the store has of it.</summary>
    /// <returns>False if another process did so meanwhile.</returns>
    private bool TryStartOrResume(WorkflowDefinition definition, bool isLast)
    {
        if (!TryPlan(definition, out var run, out var plan)) return true;
        if (run.Status != RunStatus.Completed) return Execute(plan, isLast ? null : failure => failure is RunExistsException or NewerCheckpointException);
        WriteObject(run);
        return true;
    }

    /// <summary>Plans what is done with the run, or with what the store has of it.</summary>
    /// <returns>False if it is reported that nothing can be done.</returns>
    private bool TryPlan(WorkflowDefinition definition, out WorkflowRun run, [NotNullWhen(true)] out RunExecution? plan)
    {
        run = Run;
        plan = null;
        if (StoreOf(run) is { } checkpoints)
        {
            var loader = new CheckpointLoader(this, checkpoints);
            if (!loader.TryLoadNewest(run.RunId, false, () => definition, out var newest)) return false;
            if (newest is not null && newest.WorkflowId != run.WorkflowId)
            {
                Report(new RunExistsException(run.RunId, run.WorkflowId, newest), run);
                return false;
            }
            if (newest is { Status: not RunStatus.Initial } && !run.Store.HasSaved(newest.SnapshotId))
            {
                if (!loader.TryRead(newest, out var loaded)) return false;
                run = new WorkflowRun(loaded.Store, definition) { Checkpoints = checkpoints, DefinitionSource = Run.DefinitionSource };
            }
        }
        var hasBegun = run.Store.State.HasBegun;
        plan = Plan(run, definition);
        plan = plan with { Options = plan.Options with { LeaveWaiting = hasBegun }, IsResume = hasBegun };
        return true;
    }
}
