using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
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
    [RunArgument]
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
    [Alias("Checkpoint")]
    [ValidateNotNull]
    public override object? Store { get; set; }

    /// <summary>What the run does, where it was not made in this session.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Definition { get; set; }

    /// <summary>The script file of what the run does.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DefinitionPath { get; set; }

    /// <summary>What the step that waits gets as <c>$ResumeData</c>.</summary>
    [Parameter]
    [AllowNull]
    public object? ResumeData { get; set; }

    /// <summary>The waiting steps that are answered, by their IDs or by those of the nodes that contain them.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] StepId { get; set; } = [];

    /// <summary>Answers all waiting steps.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Steps that are not to run: they count as completed, without an output.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] SkipStep { get; set; } = [];

    /// <summary>
    /// Resumes although the definition changed, or although the newest checkpoint is newer or damaged, and runs steps
    /// again that must not run twice.
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
            Report(failure, ResumeData);
            return;
        }
        var plan = Plan(Run, definition);
        var options = plan.Options with
        {
            Force = Force,
            SkipSteps = SkipStep.Length == 0 ? null : SkipStep.Select(definition.Plan.IdOf).ToHashSet(StringComparer.Ordinal),
            ResumeSteps = StepId.Length == 0 ? null : [.. StepId.SelectMany(Expand)],
            ResumeAll = All,
            MayRunAgain = AsJob ? null : MayRunAgain,
        };
        Execute(plan with { Options = options, IsResume = true, ResumeData = data });
    }

    /// <summary>Makes the run of its newest checkpoint; where there is none, or it cannot be read, that is reported.</summary>
    private WorkflowRun? Load()
    {
        if (StoreArgument.Find(this, Store!) is not { } store) return null;
        var loader = new CheckpointLoader(this, store);
        if (!loader.TryLoadNewest(RunId, Force, GivenDefinition, out var stored)) return null;
        if (stored is null)
        {
            Report(nameof(Messages.CheckpointNotFound), RunId, RunId, Store);
            return null;
        }
        return loader.TryRead(stored, out var run) ? run : null;
    }

    private WorkflowDefinition? GivenDefinition() =>
        Definition is null && DefinitionPath is null ? null : BuildDefinition(Definition, DefinitionPath, null);

    /// <summary>The suspended steps that a name with wildcards means: those that wait, else the nodes that contain them.</summary>
    private IEnumerable<string> Expand(string name)
    {
        var suspended = Run.StepResults.Values.Where(result => result.Status == StepStatus.Suspended).ToList();
        if (!WildcardPattern.ContainsWildcardCharacters(name) || suspended.Exists(result => result.Id.Equals(name, StringComparison.OrdinalIgnoreCase))) return [name];
        var pattern = NamePattern.Of(name);
        var matches = suspended.Where(result => pattern.IsMatch(result.Id)).ToLookup(result => result.SuspendedPath is not null, result => result.Id);
        return matches[true].Any() ? matches[true] : matches[false].Any() ? matches[false] : [name];
    }

    private WorkflowDefinition? DefinitionOf(WorkflowRun run)
    {
        if (Definition is null && DefinitionPath is null)
        {
            if (run.Definition is { } known) return known;
            Report(nameof(Messages.DefinitionMissing), run, run.RunId);
            return null;
        }
        if (GivenDefinition() is not { } given) return null;
        run.DefinitionPath = Definition is null ? ResolvedPath(DefinitionPath) : null;
        return given;
    }

    private bool MayRunAgain(string stepId)
    {
        var (question, caption) = (MessageText.Of(nameof(Messages.ConfirmRunAgain), stepId, Run.RunId), MessageText.Of(nameof(Messages.ConfirmRunAgainCaption)));
        try
        {
            return ShouldContinue(question, caption);
        }
        catch (Exception nobody) when (IsOfHostWithoutUser(nobody) || nobody is PSInvalidOperationException or NullReferenceException)
        {
            // A host without a user: refused, and the error says how to allow it. At the end of its input the console host
            // of PowerShell throws a NullReferenceException.
            return false;
        }
    }
}
