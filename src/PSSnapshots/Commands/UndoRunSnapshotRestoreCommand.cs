using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Commands;

/// <summary>
/// Undoes the last restore of a run. The replaced state is kept, so that a second undo restores it. With -WhatIf,
/// returns the changes that would be made.
/// </summary>
[Cmdlet(VerbsCommon.Undo, "RunSnapshotRestore", SupportsShouldProcess = true)]
[OutputType(typeof(WorkflowRun), typeof(SnapshotChange))]
public sealed class UndoRunSnapshotRestoreCommand : RestoringCommand
{
    /// <summary>Gets or sets the run that was restored, or the object with the fields of a run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public object? Run { get; set; }

    /// <summary>Gets or sets whether the run is returned.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override object? MismatchTarget => Run;

    /// <inheritdoc/>
    protected override void ProcessRecord() => With(Run, Undo);

    private void Undo(RestoreTarget run)
    {
        var runId = run.State.RunId;
        if (Manager.GetBeforeRestore(runId) is null)
        {
            ReportNothing(runId);
            return;
        }
        if (!ShouldProcess(
            $"Undo the last restore of run '{runId}'.", $"Undo the last restore of run '{runId}'?", "Undo-RunSnapshotRestore", out var reason))
        {
            if (reason == ShouldProcessReason.WhatIf) WriteObject(run.PlanUndo(Manager) ?? [], enumerateCollection: true);
            return;
        }
        // Another thread can have cleared the run's snapshots in the meantime.
        var isUndone = true;
        Changing(Run!, () => isUndone = run.Undo(Manager) is not null);
        if (!isUndone) ReportNothing(runId);
        else if (PassThru) WriteObject(RunOf(Run));
    }

    private void ReportNothing(string runId) =>
        Report(nameof(Messages.NothingToUndo), Run, runId);
}
