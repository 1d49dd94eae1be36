using System.Management.Automation;

namespace PSSnapshots.Commands;

/// <summary>Creates a snapshot manager for the <c>-Manager</c> parameter of other cmdlets.</summary>
[Cmdlet(VerbsCommon.New, "RunSnapshotManager")]
[OutputType(typeof(SnapshotManager))]
public sealed class NewRunSnapshotManagerCommand : PSCmdlet
{
    /// <summary>Gets or sets the maximum number of snapshots for each run.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, int.MaxValue)]
    public int MaxSnapshots { get; set; } = SnapshotManager.DefaultMaxSnapshots;

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(new SnapshotManager(MaxSnapshots));
}
