using System.Management.Automation;
using System.Management.Automation.Host;
using PSSnapshots.Binding;
using PSSnapshots.Session;
using PSSnapshots.Stores;

namespace PSSnapshots.Commands;

/// <summary>
/// Registers a trigger that takes snapshots of a live run: at an interval if the run has changed, or when the
/// status of a step or the run changes, and a final one when the run has ended.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "RunSnapshotTrigger", SupportsShouldProcess = true)]
[OutputType(typeof(SnapshotTrigger))]
public sealed class RegisterRunSnapshotTriggerCommand : ManagerCommand
{
    /// <summary>Gets or sets the run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>Gets or sets the interval: a TimeSpan, or <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>; from 1 ms to 49 days.</summary>
    [Parameter(Position = 1)]
    [Interval]
    [ValidateInterval]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets when snapshots are taken. The default is at the interval.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SnapshotTriggerEvents[] On { get; set; } = [SnapshotTriggerEvents.Interval];

    /// <summary>Gets or sets the minimum time between two snapshots of events, in the same form as the interval; at most 49 days.</summary>
    [Parameter]
    [Interval]
    [ValidateInterval]
    public TimeSpan MinInterval { get; set; }

    /// <summary>Gets or sets whether no snapshot is taken if the run has not changed since the last one. The default is true.</summary>
    [Parameter]
    public SwitchParameter SkipUnchanged { get; set; } = true;

    /// <summary>Gets or sets the store that the snapshots are also saved to: a folder path or a store object.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object? Store { get; set; }

    /// <summary>Gets or sets the label of the snapshots.</summary>
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
