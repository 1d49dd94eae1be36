using System.Collections.Concurrent;
using System.Management.Automation;
using PSSnapshots.Binding;

namespace PSSnapshots.Commands;

/// <summary>
/// Streams the events of a run: those that it has, and each further one when it comes, until the run has ended or is
/// suspended. It listens to the run's store, and asks nothing again and again.
/// </summary>
[Cmdlet(VerbsCommon.Watch, "WorkflowRun")]
[OutputType(typeof(WorkflowEvent))]
public sealed class WatchWorkflowRunCommand : SnapshotCommand, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The run, at work in this process: in a job, or in another runspace.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [RunArgument]
    public WorkflowRun Run { get; set; } = null!;

    /// <summary>Leaves out the events that the run has already.</summary>
    [Parameter]
    public SwitchParameter New { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        using var changes = new BlockingCollection<RunState>();
        using var subscription = Run.Store.Subscribe((_, after) => changes.Add(after));
        var state = Run.Store.State;
        var seen = New ? state.Events.Count : 0;
        try
        {
            while (true)
            {
                // A run that is brought back to an earlier state has fewer events.
                seen = Math.Min(seen, state.Events.Count);
                while (seen < state.Events.Count) WriteObject(state.Events[seen++]);
                if (state.Status is RunStatus.Completed or RunStatus.Failed or RunStatus.Suspended) return;
                state = changes.Take(_stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C.
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();
}
