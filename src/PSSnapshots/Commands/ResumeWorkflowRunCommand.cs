using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Session;
using PSSnapshots.Storage;
using PSSnapshots.Stores;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Resumes a run that was suspended, was stopped, failed, or lost its process. Completed steps do not run again.</summary>
[Cmdlet(VerbsLifecycle.Resume, "WorkflowRun", SupportsShouldProcess = true, DefaultParameterSetName = RunSet)]
[OutputType(typeof(WorkflowRun), typeof(WorkflowRunJob))]
public sealed class ResumeWorkflowRunCommand : RunningCommand
{
    private const string RunSet = "Run";
    private const string RunIdSet = "RunId";

    private (ISnapshotStore Store, StoredSnapshot Stored)? _loadedFrom;

    /// <summary>Gets or sets the run object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = RunSet)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>
    /// Gets or sets the ID of the run to resume from its newest checkpoint, or without -Store, of a run that was
    /// interrupted in this session.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = RunIdSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNullOrEmpty]
    [Identifier]
    public string RunId { get; set; } = "";

    /// <summary>Gets or sets the store for checkpoints: a folder path or a store object.</summary>
    [Parameter(ParameterSetName = RunSet)]
    [Parameter(ParameterSetName = RunIdSet)]
    [Alias("Checkpoint")]
    [ValidateNotNull]
    public override object? Store { get; set; }

    /// <summary>Gets or sets the definition of the workflow, for a run that was not created in this session.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Definition { get; set; }

    /// <summary>Gets or sets the path of the script file with the definition.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DefinitionPath { get; set; }

    /// <summary>Gets or sets the data that the waiting step receives as <c>$ResumeData</c>.</summary>
    [Parameter]
    [AllowNull]
    public object? ResumeData { get; set; }

    /// <summary>Gets or sets the IDs of the waiting steps to answer, or of the nodes that contain them. Wildcards are permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] StepId { get; set; } = [];

    /// <summary>Gets or sets whether all waiting steps are answered.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Gets or sets the steps to skip. They count as completed without output.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] SkipStep { get; set; } = [];

    /// <summary>
    /// Gets or sets whether to resume although the definition changed or the newest checkpoint is newer or damaged,
    /// and to run steps again that are marked -NonIdempotent.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RefuseTwoDefinitions(Definition, DefinitionPath);
        if (All && StepId.Length > 0) Refuse(nameof(Messages.StepIdAndAll), StepId);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _loadedFrom = null;
        if (ParameterSetName == RunIdSet)
        {
            if (Load() is not { } loaded) return;
            Run = loaded;
        }
        if (DefinitionOf(Run) is not { } definition || AnsweredSteps() is not { } answered) return;
        JsonValue? data;
        try
        {
            data = IsGiven(nameof(ResumeData)) ? ObjectSerializer.ToValue(ResumeData, "/resumeData") : null;
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
            ResumeSteps = StepId.Length == 0 ? null : answered,
            ResumeAll = All,
            MayRunAgain = AsJob ? null : MayRunAgain,
        };
        plan = plan with { Options = options, IsResume = true, ResumeData = data };
        if (WouldRun(plan) && ShouldProcess(Run.RunId, "Resume")) Execute(plan);
    }

    /// <summary>Returns the steps that -StepId specifies, or <see langword="null"/> after an invalid pattern was reported.</summary>
    private List<string>? AnsweredSteps()
    {
        var found = new List<string>();
        foreach (var name in StepId)
        {
            if (Expand(name) is not { } steps)
            {
                WriteError(NamePattern.Invalid(name));
                return null;
            }
            found.AddRange(steps);
        }
        return found;
    }

    /// <summary>Loads the run from its newest checkpoint. A missing or unreadable checkpoint is reported as an error.</summary>
    private WorkflowRun? Load()
    {
        if (Store is null)
        {
            var interrupted = SnapshotSession.FindInterrupted(RunId);
            if (interrupted is null) Report(nameof(Messages.InterruptedRunNotFound), RunId, RunId);
            return interrupted;
        }
        if (StoreArgument.Find(this, Store) is not { } store) return null;
        var loader = new CheckpointLoader(store, WriteWarning, WriteError);
        if (!loader.TryLoadNewest(RunId, Force, GivenDefinition, out var stored)) return null;
        if (stored is null)
        {
            Report(nameof(Messages.CheckpointNotFound), RunId, RunId, Store);
            return null;
        }
        _loadedFrom = (store, stored);
        return loader.TryRead(stored, out var run) ? run : null;
    }

    private WorkflowDefinition? GivenDefinition() => GivenDefinition(out _);

    private WorkflowDefinition? GivenDefinition(out DefinitionSource? source)
    {
        source = null;
        return Definition is null && DefinitionPath is null ? null : BuildDefinition(Definition, DefinitionPath, null, out source);
    }

    /// <summary>Returns the waiting steps that match a name or pattern, or if there are none, the steps within matching nodes.</summary>
    private IEnumerable<string>? Expand(string name)
    {
        var suspended = Run.StepResults.Values.Where(result => result.Status == StepStatus.Suspended).ToList();
        if (suspended.Exists(result => result.Id.Equals(name, StringComparison.OrdinalIgnoreCase))) return [name];
        if (NamePattern.TryMake(name) is not { } pattern) return null;
        if (!WildcardPattern.ContainsWildcardCharacters(name)) return [Run.StepResults.ContainsKey(name) ? name : WildcardPattern.Unescape(name)];
        var matches = suspended.Where(result => pattern.IsMatch(result.Id)).ToLookup(result => result.SuspendedPath is not null, result => result.Id);
        return matches[true].Any() ? matches[true] : matches[false].Any() ? matches[false] : [name];
    }

    private WorkflowDefinition? DefinitionOf(WorkflowRun run)
    {
        if (Definition is null && DefinitionPath is null)
        {
            return run.Definition ?? DefinitionOfInterrupted(run) ?? RememberedDefinition(run);
        }
        if (GivenDefinition(out var source) is not { } given) return null;
        run.DefinitionSource = source;
        return given;
    }

    /// <summary>
    /// Reads the script file that the run was started from, if the store belongs to the user and the file has not
    /// changed. Otherwise an error is reported.
    /// </summary>
    private WorkflowDefinition? RememberedDefinition(WorkflowRun run)
    {
        if (_loadedFrom is not { } from || DefinitionSource.Of(run.Store.State) is not { } remembered)
        {
            Report(nameof(Messages.DefinitionMissing), run, run.RunId);
            return null;
        }
        if (!from.Store.IsOwnedByCaller(from.Stored))
        {
            Report(nameof(Messages.DefinitionNotTrusted), run, run.RunId, remembered.Path, Store);
            return null;
        }
        if (!File.Exists(remembered.Path))
        {
            Report(new SnapshotsException(nameof(Messages.DefinitionMissing), MessageText.Of(nameof(Messages.DefinitionFileMissing), run.RunId, remembered.Path)), run);
            return null;
        }
        var definition = BuildDefinition(null, remembered.Path, null, out var source, found => IsUnchanged(run, remembered, found));
        run.DefinitionSource = source;
        return definition;
    }

    private bool IsUnchanged(WorkflowRun run, DefinitionSource remembered, DefinitionSource found)
    {
        if (found.Hash == remembered.Hash) return true;
        Report(new SnapshotsException(nameof(Messages.DefinitionChanged), MessageText.Of(nameof(Messages.DefinitionFileChanged), run.RunId, remembered.Path)), run);
        return false;
    }

    private static WorkflowDefinition? DefinitionOfInterrupted(WorkflowRun run) =>
        SnapshotSession.FindInterrupted(run.RunId) is { } interrupted && interrupted.WorkflowId == run.WorkflowId ? interrupted.Definition : null;

    private bool MayRunAgain(string stepId)
    {
        // -WhatIf does not prompt.
        if (IsWhatIf) return true;
        if (!HasUser) return false;
        Collection<ChoiceDescription> choices = [new(MessageText.Of(nameof(Messages.ChoiceYes))), new(MessageText.Of(nameof(Messages.ChoiceNo)))];
        try
        {
            // ShouldContinue would treat Enter as consent.
            var question = MessageText.Of(nameof(Messages.ConfirmRunAgain), stepId, Run.RunId);
            return Host.UI.PromptForChoice(MessageText.Of(nameof(Messages.ConfirmRunAgainCaption)), question, choices, defaultChoice: 1) == 0;
        }
        catch (Exception nobody) when (IsOfHostWithoutUser(nobody) || nobody is PSInvalidOperationException or NullReferenceException)
        {
            // A noninteractive host refuses, and the error explains how to allow it. At the end of its
            // input, the PowerShell console host throws a NullReferenceException.
            return false;
        }
    }
}
