using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;

namespace PSSnapshots.Commands;

/// <summary>
/// Restores a run to a snapshot in a single state change. Without a run, creates a run that continues from the
/// snapshot. With -WhatIf, returns the changes that would be made.
/// </summary>
[Cmdlet(VerbsData.Restore, "RunSnapshot", SupportsShouldProcess = true, DefaultParameterSetName = SnapshotSet)]
[OutputType(typeof(WorkflowRun), typeof(SnapshotChange))]
public sealed class RestoreRunSnapshotCommand : RestoringCommand
{
    private const string SnapshotSet = "Snapshot";
    private const string LatestSet = "Latest";

    /// <summary>Gets or sets the snapshot to restore.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [Snapshot(UsesManager = true)]
    public Snapshot Snapshot { get; set; } = null!;

    /// <summary>Gets or sets whether the newest snapshot of the run is restored.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LatestSet)]
    public SwitchParameter Latest { get; set; }

    /// <summary>Gets or sets the run to restore into, or an object with the fields of a run. If omitted, a new run is created.</summary>
    [Parameter(Position = 1, ParameterSetName = SnapshotSet)]
    [Parameter(Mandatory = true, ParameterSetName = LatestSet)]
    [ValidateNotNull]
    public object? Run { get; set; }

    /// <summary>Gets or sets whether a snapshot of another run or workflow can be restored. The run keeps its own IDs.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets whether the restored run is returned. A new run is always returned.</summary>
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
