using PSSnapshots.Storage;

namespace PSSnapshots.Workflows.Engine;

/// <summary>
/// Saves checkpoints of a run, one at a time. Callers that arrive during a save wait for the next one, which serves all of
/// them.
/// </summary>
/// <param name="store">The run.</param>
/// <param name="options">The options, which specify the store and the action if a save fails.</param>
/// <param name="lease">The lease of the run.</param>
internal sealed class Checkpointer(RunStore store, RunnerOptions options, RunLease lease)
{
    private readonly object _gate = new();
    private long _asked;
    private long _served;
    private bool _saving;
    private CheckpointFailedException? _lastFailure;
    private int _sequence;

    private Exception? _stopped;

    /// <summary>Why the run has to stop, if it has to.</summary>
    public Exception? Stopped
    {
        get
        {
            if (lease.IsLost) NoteLoss();
            return Volatile.Read(ref _stopped);
        }
    }

    /// <summary>Saves a checkpoint that contains all changes that the caller made before.</summary>
    /// <returns>The failure, or <see langword="null"/>. Only one of the callers that a save serves receives its failure.</returns>
    public CheckpointFailedException? Save()
    {
        long upTo;
        lock (_gate)
        {
            var mine = ++_asked;
            while (_saving && _served < mine) Monitor.Wait(_gate);
            if (_served >= mine) return _lastFailure;
            _saving = true;
            upTo = _asked;
        }
        var failure = Try(() =>
        {
            lease.ThrowIfLost();
            var snapshot = Take(store.State);
            var stored = options.Checkpoints!.Save(snapshot, lease);
            _sequence = stored.Sequence;
            store.NoteCheckpoint(stored.SnapshotId);
        });
        lock (_gate)
        {
            _saving = false;
            _served = upTo;
            _lastFailure = failure;
            Monitor.PulseAll(_gate);
        }
        if (failure is not null) options.CheckpointFailed?.Invoke(failure);
        return failure;
    }

    /// <summary>Stops the run because a checkpoint could not be saved.</summary>
    public void Stop(CheckpointFailedException failure) => Interlocked.CompareExchange(ref _stopped, failure, null);

    /// <summary>Records that an attempt of a step begins.</summary>
    /// <returns>The failure, or <see langword="null"/> if the attempt was recorded.</returns>
    public CheckpointFailedException? BeginAttempt(string stepId, int attempt, bool flush)
    {
        var failure = Try(() => options.Checkpoints!.BeginAttempt(lease, stepId, attempt, flush));
        if (failure is not null) options.CheckpointFailed?.Invoke(failure);
        return failure;
    }

    private CheckpointFailedException? Try(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception cause)
        {
            var failure = new CheckpointFailedException(store.State.RunId, cause);
            // A run that lost its lease never continues, regardless of the action for failed checkpoints.
            if (cause is LeaseLostException) Interlocked.CompareExchange(ref _stopped, cause, null);
            else if (options.OnCheckpointFailure == CheckpointFailureAction.Stop) Interlocked.CompareExchange(ref _stopped, failure, null);
            return failure;
        }
    }

    private void NoteLoss()
    {
        try
        {
            lease.ThrowIfLost();
        }
        catch (LeaseLostException lost)
        {
            Interlocked.CompareExchange(ref _stopped, lost, null);
        }
    }

    private Snapshot Take(RunState state) =>
        options.Manager?.Create(state)
        ?? new Snapshot(state, store.TimeProvider.GetUtcNow(), _sequence + 1, null, SnapshotId.Of(store.LastCheckpointId) ?? state.RestorePoint?.Snapshot);
}
