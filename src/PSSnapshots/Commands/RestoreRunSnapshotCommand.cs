using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;

namespace PSSnapshots.Commands;

/// <summary>
/// Brings a run back to a snapshot, in one change that its observers see once; without a run, makes one that goes on
/// from the snapshot. With -WhatIf it emits the very changes that it would make.
/// </summary>
[Cmdlet(VerbsData.Restore, "RunSnapshot", SupportsShouldProcess = true, DefaultParameterSetName = SnapshotSet)]
[OutputType(typeof(WorkflowRun), typeof(SnapshotChange))]
public sealed class RestoreRunSnapshotCommand : RestoringCommand
{
    private const string SnapshotSet = "Snapshot";
    private const string LatestSet = "Latest";

    /// <summary>The snapshot.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [Snapshot(UsesManager = true)]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>The newest snapshot that is kept of the run.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LatestSet)]
    public SwitchParameter Latest { get; set; }

    /// <summary>The run to bring back, or an object with the fields of one; where none is given a new run is made.</summary>
    [Parameter(Position = 1, ParameterSetName = SnapshotSet)]
    [Parameter(Mandatory = true, ParameterSetName = LatestSet)]
    [ValidateNotNull]
    public object? Run { get; set; }

    /// <summary>Restores also what is of another run or workflow; the run keeps its own ids.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Also emits the run that was brought back. A new one is emitted anyway.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override object? MismatchTarget => Snapshot;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == SnapshotSet)
        {
            if (Resolve(Snapshot) is not { } snapshot) return;
            Snapshot = snapshot;
        }
        if (Run is null) MakeRun();
        else With(Run, Restore);
    }

    private void MakeRun()
    {
        if (ShouldProcess(Snapshot.ToString(), "Make a run")) WriteObject(Manager.Restore(Snapshot));
    }

    private void Restore(RestoreTarget run)
    {
        var runId = run.State.RunId;
        if (ParameterSetName == LatestSet)
        {
            if (Manager.GetLatest(runId) is not { } latest)
            {
                Report(nameof(Messages.SnapshotNotFound), Run, $"of run '{runId}'");
                return;
            }
            Snapshot = latest;
        }
        if (!ShouldProcess(
            $"Restore run '{runId}' to {Snapshot}.", $"Restore run '{runId}' to {Snapshot}?", "Restore-RunSnapshot", out var reason))
        {
            if (reason == ShouldProcessReason.WhatIf) WriteObject(run.PlanRestore(Manager, Snapshot, Force), enumerateCollection: true);
            return;
        }
        Changing(Run!, () => WarnOf(run.Restore(Manager, Snapshot, Force), runId));
        if (PassThru) WriteObject(RunOf(Run));
    }

    private void WarnOf(IReadOnlyList<string> notHeld, string runId)
    {
        if (notHeld.Count > 0) WriteWarning(MessageText.Of(nameof(Messages.NotAllHeld), Run.Unwrap()!.GetType(), runId, string.Join(", ", notHeld)));
    }
}
