using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Session;

namespace PSSnapshots.Commands;

/// <summary>Stops and removes triggers. Their snapshots are kept.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "RunSnapshotTrigger", SupportsShouldProcess = true, DefaultParameterSetName = TriggerSet)]
[OutputType(typeof(void))]
public sealed class UnregisterRunSnapshotTriggerCommand : TriggerCommand
{
    private const string TriggerSet = "Trigger";

    /// <summary>Gets or sets the trigger.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = TriggerSet)]
    public SnapshotTrigger Trigger { get; set; } = null!;

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RunSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [ValidateNotNull]
    public override string[] RunId { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var trigger in ParameterSetName == TriggerSet ? [Trigger] : FindTriggers().ToList())
            if (ShouldProcess(trigger.ToString(), "End")) SnapshotSession.Unregister(trigger);
    }
}
