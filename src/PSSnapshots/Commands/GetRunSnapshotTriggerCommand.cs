using System.Management.Automation;

namespace PSSnapshots.Commands;

/// <summary>Gets the registered triggers, including those that have ended.</summary>
[Cmdlet(VerbsCommon.Get, "RunSnapshotTrigger", DefaultParameterSetName = RunSet)]
[OutputType(typeof(SnapshotTrigger))]
public sealed class GetRunSnapshotTriggerCommand : TriggerCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(FindTriggers(), enumerateCollection: true);
}
