namespace PSSnapshots.Workflows.Engine;

/// <summary>
/// Saves checkpoints of a run, one at a time. Who comes while one is being saved waits for the next, which serves all
/// that wait.
/// </summary>
internal sealed class Checkpointer(RunStore store, RunnerOptions options)
{
    private readonly object _gate = new();
    private long _asked;
    private long _served;
    private bool _saving;
    private CheckpointFailedException? _lastFailure;
    private int _sequence;

    /// <summary>Why the run has to stop, where it has.</summary>
    public CheckpointFailedException? Stopped { get; private set; }

    /// <summary>Saves a checkpoint that contains all changes that the caller made before.</summary>
    /// <returns>Why it is not safe, or <see langword="null"/>. Of callers served by one save only one learns of its failure.</returns>
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
        CheckpointFailedException? failure = null;
        try
        {
            var snapshot = Take(store.State);
            var stored = options.Checkpoints!.Save(snapshot);
            _sequence = stored.Sequence;
            store.NoteCheckpoint(stored.SnapshotId);
        }
        catch (Exception cause)
        {
            failure = new CheckpointFailedException(store.State.RunId, cause);
        }
        lock (_gate)
        {
            _saving = false;
            _served = upTo;
            _lastFailure = failure;
            if (failure is not null && options.OnCheckpointFailure == CheckpointFailureAction.Stop) Stopped ??= failure;
            Monitor.PulseAll(_gate);
        }
        if (failure is not null) options.CheckpointFailed?.Invoke(failure);
        return failure;
    }

    private Snapshot Take(RunState state) =>
        options.Manager?.Create(state)
        ?? new Snapshot(state, store.TimeProvider.GetUtcNow(), _sequence + 1, null, store.LastCheckpointId ?? state.RestorePoint?.SnapshotId);
}
