using System.Management.Automation;

namespace PSSnapshots.Commands;

/// <summary>
/// Brings a run back to a snapshot, in one change that its observers see once; without a run, makes one that goes on
/// from the snapshot. With -WhatIf it emits the very changes that it would make.
/// </summary>
[Cmdlet(VerbsData.Restore, "RunSnapshot", SupportsShouldProcess = true, DefaultParameterSetName = SnapshotSet)]
[OutputType(typeof(WorkflowRun), typeof(SnapshotChange))]
public sealed class RestoreRunSnapshotCommand : ManagerCommand
{
    private const string SnapshotSet = "Snapshot";
    private const string LatestSet = "Latest";

    /// <summary>The snapshot.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>The newest snapshot that is kept of the run.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LatestSet)]
    public SwitchParameter Latest { get; set; }

    /// <summary>The run to bring back; where none is given a new one is made.</summary>
    [Parameter(Position = 1, ParameterSetName = SnapshotSet)]
    [Parameter(Mandatory = true, ParameterSetName = LatestSet)]
    [ValidateNotNull]
    public WorkflowRun? Run { get; set; }

    /// <summary>Restores also what is of another run or workflow; the run keeps its own ids.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Also emits the run that was brought back. A new one is emitted anyway.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == LatestSet)
        {
            if (Manager.GetLatest(Run!.RunId) is not { } latest)
            {
                WriteFailure(nameof(Messages.SnapshotNotFound), ErrorCategory.ObjectNotFound, Run, $"of run '{Run.RunId}'");
                return;
            }
            Snapshot = latest;
        }
        if (Run is null) MakeRun();
        else Restore(Run);
    }

    private void MakeRun()
    {
        if (ShouldProcess(Snapshot.ToString(), "Make a run")) WriteObject(Manager.Restore(Snapshot));
    }

    private void Restore(WorkflowRun run)
    {
        if (!ShouldProcess(
            $"Restore run '{run.RunId}' to {Snapshot}.", $"Restore run '{run.RunId}' to {Snapshot}?", "Restore-RunSnapshot", out var reason))
        {
            if (reason == ShouldProcessReason.WhatIf) Plan(run);
            return;
        }
        try
        {
            Changing(run, () => Manager.Restore(run.Store, Snapshot, Force));
        }
        catch (RunMismatchException failure)
        {
            WriteFailure(failure, Snapshot);
            return;
        }
        if (PassThru) WriteObject(run);
    }

    private void Plan(WorkflowRun run)
    {
        try
        {
            WriteObject(Manager.PlanRestore(run.Store, Snapshot, Force), enumerateCollection: true);
        }
        catch (RunMismatchException failure)
        {
            WriteFailure(failure, Snapshot);
        }
    }
}
