using System.Runtime.CompilerServices;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>
/// What the session knows of a run beside its state: the definition that it was made with, where its checkpoints go,
/// and how to stop it. It lives as long as the run.
/// </summary>
internal sealed class RunAttachment
{
    private static readonly ConditionalWeakTable<WorkflowRun, RunAttachment> Known = [];

    private CancellationTokenSource? _stop;

    /// <summary>What the run does; nothing where the run was made without a definition.</summary>
    public WorkflowDefinition? Definition { get; set; }

    /// <summary>Where its checkpoints go; nothing where it has none.</summary>
    public ISnapshotStore? Checkpoints { get; set; }

    public static RunAttachment Of(WorkflowRun run) => Known.GetOrCreateValue(run);

    /// <summary>Says that the run is at work, and can be stopped so.</summary>
    /// <returns>Whether it was not at work already.</returns>
    public bool TryEnter(CancellationTokenSource stop) => Interlocked.CompareExchange(ref _stop, stop, null) is null;

    public void Leave() => Volatile.Write(ref _stop, null);

    /// <summary>Has the run suspended at the next border of a step.</summary>
    /// <returns>Whether it is at work in this process.</returns>
    public bool TryStop()
    {
        if (Volatile.Read(ref _stop) is not { } stop) return false;
        try
        {
            stop.Cancel();
            return true;
        }
        catch (ObjectDisposedException)
        {
            // It ended at this moment.
            return false;
        }
    }
}
