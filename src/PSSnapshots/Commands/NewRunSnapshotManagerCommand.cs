using System.Management.Automation;

namespace PSSnapshots.Commands;

/// <summary>Makes a manager of its own, for the <c>-Manager</c> of other cmdlets.</summary>
[Cmdlet(VerbsCommon.New, "RunSnapshotManager")]
[OutputType(typeof(SnapshotManager))]
public sealed class NewRunSnapshotManagerCommand : PSCmdlet
{
    /// <summary>How many snapshots of a run it keeps.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, int.MaxValue)]
    public int MaxSnapshots { get; set; } = SnapshotManager.DefaultMaxSnapshots;

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(new SnapshotManager(MaxSnapshots));
}
