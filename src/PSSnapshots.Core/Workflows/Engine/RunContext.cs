using System.Collections.Concurrent;

namespace PSSnapshots.Workflows.Engine;

/// <summary>What all parts of a run at work share.</summary>
/// <param name="definition">The workflow.</param>
/// <param name="store">The run.</param>
/// <param name="options">How it is run.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class RunContext(WorkflowDefinition definition, RunStore store, RunnerOptions options, CancellationToken cancellation)
{
    private readonly ConcurrentQueue<Exception> _observerFailures = new();
    private readonly Checkpointer? _checkpointer = options.Checkpoints is null ? null : new Checkpointer(store, options);

    public WorkflowDefinition Definition { get; } = definition;

    public RunStore Store { get; } = store;

    public RunnerOptions Options { get; } = options;

    public CancellationToken Cancellation { get; } = cancellation;

    public Random Random { get; } = options.Random ?? Random.Shared;

    public CheckpointFailedException? CheckpointFailure => _checkpointer?.Stopped;

    /// <summary>Whether no further step may begin.</summary>
    public bool MustStop => Cancellation.IsCancellationRequested || _checkpointer?.Stopped is not null;

    public StepResult? ResultOf(string id) => Store.State.StepResults.TryGetValue(id, out var result) ? result : null;

    public bool IsSkipped(string id) => Options.SkipSteps is { Count: > 0 } skipped && skipped.Contains(id);

    /// <summary>Changes the run. That an observer fails does not stop the run: it is told, or kept to be thrown at the end.</summary>
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

    /// <summary>Has the run as it is now kept beyond the process, where that is asked for.</summary>
    /// <returns>Whether it is safe.</returns>
    public bool Commit()
    {
        if (_checkpointer is null) return true;
        if (_checkpointer.Save() is not { } failure) return true;
        if (Options.OnCheckpointFailure == CheckpointFailureAction.Continue)
            Update((state, now) => state.WithLog(failure.Message, null, now));
        return false;
    }

    public void ThrowKeptFailures()
    {
        if (!_observerFailures.IsEmpty) throw new ObserverException(_observerFailures);
    }
}
