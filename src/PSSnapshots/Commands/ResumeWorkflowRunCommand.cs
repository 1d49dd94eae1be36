using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Session;
using PSSnapshots.Storage;
using PSSnapshots.Stores;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>
/// Goes on with a run that was suspended, was stopped, failed or lost its process. What is completed does not run
/// again.
/// </summary>
[Cmdlet(VerbsLifecycle.Resume, "WorkflowRun", SupportsShouldProcess = true, DefaultParameterSetName = RunSet)]
[OutputType(typeof(WorkflowRun), typeof(WorkflowRunJob))]
public sealed class ResumeWorkflowRunCommand : RunningCommand
{
    private const string RunSet = "Run";
    private const string RunIdSet = "RunId";

    /// <summary>The run, in memory.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = RunSet)]
    [LiveRun]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>The run, by the newest of its checkpoints.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = RunIdSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    [Identifier]
    public string RunId { get; set; } = "";

    /// <summary>Where the checkpoints are, and further ones go: a folder's path, or a store.</summary>
    [Parameter(ParameterSetName = RunSet)]
    [Parameter(Mandatory = true, ParameterSetName = RunIdSet)]
    [ValidateNotNull]
    public override object? Checkpoint { get; set; }

    /// <summary>What the run does, where it was not made in this session.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Definition { get; set; }

    /// <summary>The script file of what the run does.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DefinitionPath { get; set; }

    /// <summary>What the steps that wait get as <c>$ResumeData</c>.</summary>
    [Parameter]
    [AllowNull]
    public object? ResumeData { get; set; }

    /// <summary>Which of several steps that wait goes on; by default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StepId { get; set; }

    /// <summary>Steps that are not to run: they count as completed, without an output.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] SkipStep { get; set; } = [];

    /// <summary>
    /// Resumes although the definition changed or a newer checkpoint is there, and runs again without asking what may
    /// not run twice.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == RunIdSet)
        {
            if (Load() is not { } loaded) return;
            Run = loaded;
        }
        if (DefinitionOf(Run) is not { } definition || !ShouldProcess(Run.RunId, "Resume")) return;
        JsonValue? data;
        try
        {
            data = IsGiven(nameof(ResumeData)) ? ObjectWalker.ToValue(ResumeData, "/resumeData") : null;
        }
        catch (UnsupportedValueException failure)
        {
            WriteFailure(failure, ResumeData);
            return;
        }
        var plan = Plan(Run, definition);
        var options = plan.Options with
        {
            Force = Force,
            SkipSteps = SkipStep.Length == 0 ? null : SkipStep.ToHashSet(StringComparer.Ordinal),
            ResumeStep = StepId,
            MayRunAgain = AsJob ? null : MayRunAgain,
        };
        Execute(plan with { Options = options, IsResume = true, ResumeData = data });
    }

    /// <summary>Makes the run of its newest checkpoint; where there is none, or it cannot be read, that is reported.</summary>
    private WorkflowRun? Load()
    {
        var store = StoreArgument.Resolve(this, Checkpoint!, mustExist: false);
        try
        {
            StoreProblem? damaged = null;
            var stored = store.GetLatest(RunId, problem =>
            {
                WriteWarning(MessageText.Of(nameof(Messages.StoreProblem), problem.Location, problem.Reason));
                if (problem.Sequence > (damaged?.Sequence ?? 0)) damaged = problem;
            });
            if (!Force && damaged is not null && damaged.Sequence > (stored?.Sequence ?? 0))
            {
                WriteError(new ErrorRecord(new DamagedCheckpointException(RunId, damaged), nameof(Messages.CheckpointDamaged), ErrorCategory.InvalidData, RunId));
                return null;
            }
            if (stored is null)
            {
                WriteFailure(nameof(Messages.CheckpointNotFound), ErrorCategory.ObjectNotFound, RunId, RunId, Checkpoint);
                return null;
            }
            return SnapshotSession.Manager.Restore(store.Read(stored));
        }
        catch (SnapshotStoreException failure)
        {
            var (id, category) = failure is StoreBusyException ? (nameof(Messages.StoreBusy), ErrorCategory.ResourceBusy) : (nameof(Messages.StoreReadFailed), ErrorCategory.ReadError);
            WriteError(new ErrorRecord(failure, id, category, RunId));
            return null;
        }
    }

    private WorkflowDefinition? DefinitionOf(WorkflowRun run)
    {
        if (Definition is null && DefinitionPath is null)
        {
            if (run.Definition is { } known) return known;
            WriteFailure(nameof(Messages.DefinitionMissing), ErrorCategory.InvalidArgument, run, run.RunId);
            return null;
        }
        return BuildDefinition(Definition, DefinitionPath, null);
    }

    private bool MayRunAgain(string stepId)
    {
        try
        {
            return ShouldContinue(
                MessageText.Of(nameof(Messages.ConfirmRunAgain), stepId, Run.RunId), MessageText.Of(nameof(Messages.ConfirmRunAgainCaption)));
        }
        catch (Exception nobody) when (nobody is System.Management.Automation.Host.HostException or PSInvalidOperationException or NotImplementedException or NotSupportedException)
        {
            // A host without a user: refused, and the error says how to allow it.
            return false;
        }
    }
}
