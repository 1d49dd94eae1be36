using System.Management.Automation;

namespace PSSnapshots.Commands;

/// <summary>Sets options of the session's manager, or of another.</summary>
[Cmdlet(VerbsCommon.Set, "RunSnapshotOption", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SetRunSnapshotOptionCommand : ManagerCommand
{
    /// <summary>How many snapshots of a run are kept. Lowering it lets the oldest go at once.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateRange(1, int.MaxValue)]
    public int MaxSnapshots { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ShouldProcess("Snapshots of a run", $"Keep at most {MaxSnapshots}")) Manager.MaxSnapshots = MaxSnapshots;
    }
}
