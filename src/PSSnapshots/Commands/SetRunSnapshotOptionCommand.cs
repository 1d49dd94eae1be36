using System.Management.Automation;

namespace PSSnapshots.Commands;

/// <summary>Sets the options of the session's snapshot manager, or of the specified manager.</summary>
[Cmdlet(VerbsCommon.Set, "RunSnapshotOption", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetRunSnapshotOptionCommand : ManagerCommand
{
    /// <summary>Gets or sets the maximum number of snapshots for each run. Lowering it removes the oldest snapshots immediately.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(1, int.MaxValue)]
    public int MaxSnapshots { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess("Snapshots of a run", $"Keep at most {MaxSnapshots}")) Manager.MaxSnapshots = MaxSnapshots;
    }
}
