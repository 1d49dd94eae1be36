using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Session;

namespace PSSnapshots.Commands;

/// <summary>
/// Takes snapshots of a live run by itself: at an interval whenever the run has changed, and a last one when it has
/// ended.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "RunSnapshotTrigger", SupportsShouldProcess = true)]
[OutputType(typeof(SnapshotTrigger))]
public sealed class RegisterRunSnapshotTriggerCommand : ManagerCommand
{
    /// <summary>The run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>How often: a TimeSpan, or <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>; from 1 ms to 49 days.</summary>
    [Parameter(Position = 1)]
    [Interval]
    [ValidateInterval]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>What to call the snapshots.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Run.RunId, $"Take snapshots every {Interval}")) return;
        var host = Host;
        var trigger = new SnapshotTrigger(Run, Manager, Interval, Label, (failed, failure) =>
            host.UI.WriteWarningLine(MessageText.Of(nameof(Messages.TriggerFailed), failed.Id, failed.RunId, failure.Message)));
        SnapshotSession.Register(trigger);
        WriteObject(trigger);
    }
}
