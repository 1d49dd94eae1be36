using System.Management.Automation;
using System.Management.Automation.Host;
using PSSnapshots.Binding;
using PSSnapshots.Session;
using PSSnapshots.Stores;

namespace PSSnapshots.Commands;

/// <summary>
/// Takes snapshots of a live run by itself: at an interval whenever the run has changed, or when a step or the run
/// comes to another status, and a last one when it has ended.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "RunSnapshotTrigger", SupportsShouldProcess = true)]
[OutputType(typeof(SnapshotTrigger))]
public sealed class RegisterRunSnapshotTriggerCommand : ManagerCommand
{
    /// <summary>The run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>How often: a TimeSpan, or <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>; from 1 ms to 49 days.</summary>
    [Parameter(Position = 1)]
    [Interval]
    [ValidateInterval]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When: at the interval, which is what it does where nothing is said, or at what happens to the run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SnapshotTriggerEvents[] On { get; set; } = [SnapshotTriggerEvents.Interval];

    /// <summary>The least time between two snapshots of what happens, written as the interval is; up to 49 days.</summary>
    [Parameter]
    [Interval]
    [ValidateInterval]
    public TimeSpan MinInterval { get; set; }

    /// <summary>Takes no snapshot while the run stays as it was captured last; on unless it is switched off.</summary>
    [Parameter]
    public SwitchParameter SkipUnchanged { get; set; } = true;

    /// <summary>A folder, or a store, that keeps the snapshots too.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Store { get; set; }

    /// <summary>What to call the snapshots.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var on = On.Aggregate((one, other) => one | other);
        var options = new SnapshotTriggerOptions
        {
            On = on,
            Interval = Interval,
            MinInterval = MinInterval,
            Label = Label,
            SkipUnchanged = SkipUnchanged,
            OnFailure = Warning(Host),
        };
        if (Store is not null) options = options with { Store = StoreArgument.Resolve(this, Store) };
        if (!ShouldProcess(Run.RunId, on == SnapshotTriggerEvents.Interval ? $"Take snapshots every {Interval}" : $"Take snapshots on {on}")) return;
        var trigger = new SnapshotTrigger(Run, Manager, options);
        SnapshotSession.Register(trigger);
        WriteObject(trigger);
    }

    private static Action<SnapshotTrigger, Exception> Warning(PSHost host) => (failed, failure) =>
        host.UI.WriteWarningLine(MessageText.Of(nameof(Messages.TriggerFailed), failed.Id, failed.RunId, failure.Message));
}
