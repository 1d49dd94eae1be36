using System.Collections.Concurrent;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows.Engine;

/// <summary>The state that all parts of a running run share.</summary>
/// <param name="definition">The workflow.</param>
/// <param name="store">The run.</param>
/// <param name="options">The options of the runner.</param>
/// <param name="lease">The lease of the run in the store of checkpoints.</param>
/// <param name="work">The claim on the run, through which a suspension is requested.</param>
/// <param name="cancellation">Stops the run immediately.</param>
internal sealed class RunContext(WorkflowDefinition definition, RunStore store, RunnerOptions options, RunLease? lease, RunWork work, CancellationToken cancellation)
{
    private readonly ConcurrentQueue<Exception> _observerFailures = new();
    private readonly Checkpointer? _checkpointer = lease is null ? null : new Checkpointer(store, options, lease);

    public WorkflowDefinition Definition { get; } = definition;

    public RunStore Store { get; } = store;

    public RunnerOptions Options { get; } = options;

    public CancellationToken Cancellation { get; } = cancellation;

    public Random Random { get; } = options.Random ?? Random.Shared;

    public RunLease? Lease { get; } = lease;

    /// <summary>Why the run has to stop: its lease is lost, or a checkpoint could not be saved.</summary>
    public Exception? Failure => _checkpointer?.Stopped;

    /// <summary>The sender of a suspension request in the run's inbox.</summary>
    public string? StopRequest { get; set; }

    /// <summary>Whether a suspension was requested in this process.</summary>
    public bool IsSuspensionRequested => work.IsSuspensionRequested;

    /// <summary>Whether no further step can begin.</summary>
    public bool MustStop => MustCut || StopRequest is not null || work.IsSuspensionRequested;

    /// <summary>Whether steps that have begun must end too.</summary>
    public bool MustCut => Cancellation.IsCancellationRequested || _checkpointer?.Stopped is not null;

    public StepResult? ResultOf(string id) => Store.State.StepResults.TryGetExact(id, out var result) ? result : null;

    public bool IsSkipped(string id) => Options.SkipSteps is { Count: > 0 } skipped && skipped.Contains(id);

    /// <summary>Changes the run. An observer that throws does not stop the run: the exception is reported, or thrown when the run has ended.</summary>
    public void Update(Func<RunState, DateTimeOffset, RunState> change)
    {
        try
        {
            Store.Update(change);
        }
        catch (ObserverException failure)
        {
            if (Options.ObserverFailed is { } told) told(failure);
            else foreach (var inner in failure.InnerExceptions) _observerFailures.Enqueue(inner);
        }
    }

    /// <summary>Saves a checkpoint of the run, if checkpoints are enabled.</summary>
    /// <returns>True if the state is saved, or does not have to be.</returns>
    public bool Commit()
    {
        if (_checkpointer is null) return true;
        Inbox.Take(this);
        return IsSafe(_checkpointer.Save());
    }

    /// <summary>
    /// Saves a checkpoint before a step that is not idempotent begins. If that fails, the run stops, regardless of
    /// <see cref="RunnerOptions.OnCheckpointFailure"/>.
    /// </summary>
    public void CommitOrStop()
    {
        if (_checkpointer is null) return;
        Inbox.Take(this);
        if (_checkpointer.Save() is { } failure) _checkpointer.Stop(failure);
    }

    /// <summary>Records that an attempt of a step begins, so that a resume knows about it if the process is killed.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="attempt">The number of the attempt, counted across processes.</param>
    /// <param name="flush">Whether the record must survive a loss of power before the next checkpoint.</param>
    public void BeginAttempt(string stepId, int attempt, bool flush)
    {
        if (_checkpointer is not null) IsSafe(_checkpointer.BeginAttempt(stepId, attempt, flush));
    }

    private bool IsSafe(CheckpointFailedException? failure)
    {
        if (failure is not null && Options.OnCheckpointFailure == CheckpointFailureAction.Continue)
            Update((state, now) => state.WithLog(failure.Message, null, now));
        return failure is null;
    }

    public void ThrowKeptFailures()
    {
        if (!_observerFailures.IsEmpty) throw new ObserverException(_observerFailures);
    }
}
