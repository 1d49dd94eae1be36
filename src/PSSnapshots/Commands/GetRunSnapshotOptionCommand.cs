using System.Management.Automation;
using PSSnapshots.Serialization;

namespace PSSnapshots.Commands;

/// <summary>Gets the options of the session's snapshot manager, or of the specified manager.</summary>
[Cmdlet(VerbsCommon.Get, "RunSnapshotOption")]
[OutputType(typeof(SnapshotOption))]
public sealed class GetRunSnapshotOptionCommand : ManagerCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteObject(new SnapshotOption(Manager.MaxSnapshots, Manager.RunIds.Count, Manager.Count, SnapshotFormat.Version, Manager));
}
