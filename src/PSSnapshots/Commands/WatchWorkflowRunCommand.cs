using System.Management.Automation;
using System.Threading.Channels;
using PSSnapshots.Binding;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>
/// Gets the existing events of a run, and each further event when it occurs, while the run is running in this
/// process. The cmdlet observes the run's store and does not poll.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "WorkflowRun")]
[OutputType(typeof(WorkflowEvent))]
public sealed class WatchWorkflowRunCommand : SnapshotCommand, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Gets or sets the run, which is running in a job or in another runspace of this process.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>Gets or sets whether existing events are omitted.</summary>
    [Parameter]
    public SwitchParameter New { get; set; }

    /// <summary>
    /// Gets or sets the maximum time to wait for the run to end, also if it has not started yet: a TimeSpan,
    /// <c>500ms</c>, <c>5s</c>, <c>2m</c>, <c>1h</c>, or a number of seconds. By default, the cmdlet waits as long
    /// as the run is running.
    /// </summary>
    [Parameter]
    [Interval(TakesSeconds = true)]
    [ValidateInterval]
    public TimeSpan Timeout { get; set; }

    private bool IsOver => !Run.Store.IsAtWork && (!IsGiven(nameof(Timeout)) || Run.Status is RunStatus.Completed or RunStatus.Failed or RunStatus.Suspended);

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (CodeFrame.IsIn(Run.Store))
        {
            Report(nameof(Messages.WatchedByItself), Run, Run.RunId);
            return;
        }
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        if (IsGiven(nameof(Timeout))) limit.CancelAfter(Timeout);
        // Signals a possible change. The state is read to find out what changed.
        var signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Ring() => signal.Writer.TryWrite(true);
        using var subscription = Run.Store.Subscribe((_, _) => Ring());
        Run.Store.WorkEnded += Ring;
        try
        {
            Watch(signal.Reader, limit.Token);
        }
        finally
        {
            Run.Store.WorkEnded -= Ring;
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    private void Watch(ChannelReader<bool> signal, CancellationToken cancellation)
    {
        var seen = New ? Run.Store.State.Events.Count : 0;
        while (true)
        {
            // This is read before the events, so that no event before the end is missed.
            var isOver = IsOver;
            seen = WriteEvents(seen);
            if (isOver || !Wait(signal, cancellation)) return;
        }
    }

    private int WriteEvents(int seen)
    {
        var events = Run.Store.State.Events;
        // A run that was restored to an earlier state has fewer events.
        seen = Math.Min(seen, events.Count);
        while (seen < events.Count) WriteObject(events[seen++]);
        return seen;
    }

    /// <returns><see langword="false"/> if the time limit is reached or the cmdlet is stopped.</returns>
    private static bool Wait(ChannelReader<bool> signal, CancellationToken cancellation)
    {
        try
        {
            return signal.ReadAsync(cancellation).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
