namespace PSSnapshots;

/// <summary>
/// Takes snapshots of a running workflow automatically: at an interval, on events of the run, and when the run ends. The
/// trigger stops when the run has ended.
/// </summary>
/// <remarks>
/// A snapshot is taken on the thread that changed the run, which only takes a reference to the state. Saving to a store
/// takes place on another thread.
/// </remarks>
public sealed class SnapshotTrigger : IDisposable
{
    private static int _count;

    private readonly object _gate = new();
    private readonly SnapshotManager _manager;
    private readonly SnapshotTriggerOptions _options;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private readonly BackgroundSaver? _saver;
    private readonly ITimer? _timer;
    private ITimer? _pause;
    private RunState? _postponed;
    private RunState? _captured;
    private DateTimeOffset? _capturedAt;
    private bool _ended;

    /// <summary>Starts a trigger that takes a snapshot at an interval if the run has changed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="manager">The manager that keeps the snapshots.</param>
    /// <param name="interval">The interval, from 1 millisecond to 49 days.</param>
    /// <param name="label">The label of the snapshots.</param>
    /// <param name="onFailure">Called on the thread of the timer or of the run when a snapshot could not be taken.</param>
    /// <param name="timeProvider">The clock for the interval. The default is the system clock.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is less than 1 millisecond or more than 49 days.</exception>
    public SnapshotTrigger(
        WorkflowRun run,
        SnapshotManager manager,
        TimeSpan interval,
        string? label = null,
        Action<SnapshotTrigger, Exception>? onFailure = null,
        TimeProvider? timeProvider = null)
        : this(run, manager, new SnapshotTriggerOptions { Interval = interval, Label = label, OnFailure = onFailure, TimeProvider = timeProvider })
    {
    }

    /// <summary>Starts a trigger.</summary>
    /// <param name="run">The run.</param>
    /// <param name="manager">The manager that keeps the snapshots.</param>
    /// <param name="options">The options, which specify when snapshots are taken.</param>
    /// <exception cref="ArgumentOutOfRangeException">No event is specified, or an interval is out of range.</exception>
    public SnapshotTrigger(WorkflowRun run, SnapshotManager manager, SnapshotTriggerOptions options)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero((int)options.On, nameof(options.On));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Interval, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Interval, TimeSpan.FromDays(49));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MinInterval, TimeSpan.FromDays(49));
        Run = run;
        _manager = manager;
        _options = options;
        _clock = options.TimeProvider ?? TimeProvider.System;
        if (options.Store is { } store) _saver = new BackgroundSaver(store, options.OwnsStore, OnSaved, OnFailed);
        // Under the lock, because the run can end before the trigger is completely initialized.
        lock (_gate)
        {
            _subscription = run.Store.Subscribe(OnChanged);
            if (options.On.HasFlag(SnapshotTriggerEvents.Interval)) _timer = _clock.CreateTimer(_ => OnInterval(), null, options.Interval, options.Interval);
            if (run.Store.State is { HasEnded: true } state) EndWithLastSnapshot(state);
        }
    }

    /// <summary>Gets the number of the trigger, which is unique in the process.</summary>
    public int Id { get; } = Interlocked.Increment(ref _count);

    /// <summary>Gets the ID of the run.</summary>
    public string RunId => Run.RunId;

    /// <summary>Gets the events on which snapshots are taken.</summary>
    public SnapshotTriggerEvents On => _options.On;

    /// <summary>Gets the interval. It applies only if <see cref="On"/> includes <see cref="SnapshotTriggerEvents.Interval"/>.</summary>
    public TimeSpan Interval => _options.Interval;

    /// <summary>Gets the minimum time between two snapshots that are taken on events of the run.</summary>
    public TimeSpan MinInterval => _options.MinInterval;

    /// <summary>Gets whether no snapshot is taken if the run has not changed since the last one.</summary>
    public bool SkipUnchanged => _options.SkipUnchanged;

    /// <summary>Gets whether the trigger still takes snapshots.</summary>
    public bool IsActive
    {
        get
        {
            lock (_gate) return !_ended;
        }
    }

    /// <summary>Gets the number of snapshots that were taken.</summary>
    public int SnapshotCount { get; private set; }

    /// <summary>Gets the number of snapshots that were saved to the store.</summary>
    public int SavedCount { get; private set; }

    /// <summary>
    /// Gets the number of snapshots that were skipped: those not taken within the minimum interval, and those not saved
    /// because the store was busy. In both cases, a later snapshot replaced the skipped one.
    /// </summary>
    public int MissedCount { get; private set; }

    /// <summary>Gets the number of failures to take or save a snapshot, or to dispose the store.</summary>
    public int FailureCount { get; private set; }

    /// <summary>Gets the error of the last failure, or <see langword="null"/> if there was none.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>Gets the label of the snapshots.</summary>
    public string? Label => _options.Label;

    /// <summary>Gets the run.</summary>
    public WorkflowRun Run { get; }

    /// <summary>Stops the trigger without taking a snapshot. Snapshots that are waiting for the store are still saved.</summary>
    public void Dispose()
    {
        lock (_gate) End();
    }

    /// <summary>Waits until the store has saved all snapshots. Returns immediately if the trigger has no store.</summary>
    public void WaitForStore() => _saver?.WaitUntilIdle();

    /// <summary>Returns the run ID and when snapshots are taken.</summary>
    /// <returns>For example, <c>deploy-7 every 00:00:05</c> or <c>deploy-7 on StepCompleted</c>.</returns>
    public override string ToString() => VisibleText.Of(On == SnapshotTriggerEvents.Interval ? $"{RunId} every {Interval}" : $"{RunId} on {On}");

    private void OnChanged(RunState before, RunState after)
    {
        if (after.HasEnded)
        {
            EndWithLastSnapshot(after);
            return;
        }
        if ((EventsOf(before, after) & On) == 0) return;
        lock (_gate)
        {
            if (!_ended) CaptureOrPostpone(after);
        }
    }

    private static SnapshotTriggerEvents EventsOf(RunState before, RunState after)
    {
        var (old, now) = (before.StepResults.Counts, after.StepResults.Counts);
        return (now.Completed > old.Completed ? SnapshotTriggerEvents.StepCompleted : 0)
            | (now.Failed > old.Failed ? SnapshotTriggerEvents.StepFailed : 0)
            | (before.Status != after.Status ? SnapshotTriggerEvents.StatusChanged : 0);
    }

    private void CaptureOrPostpone(RunState state)
    {
        var wait = MinInterval == TimeSpan.Zero || _capturedAt is not { } last ? TimeSpan.Zero : last + MinInterval - _clock.GetUtcNow();
        // If the clock was set back, the wait is not longer than the minimum interval.
        if (wait > MinInterval) wait = MinInterval;
        if (wait <= TimeSpan.Zero)
        {
            Capture(state);
            return;
        }
        if (_postponed is not null) MissedCount++;
        else (_pause ??= _clock.CreateTimer(_ => CapturePostponed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).Change(wait, Timeout.InfiniteTimeSpan);
        _postponed = state;
    }

    private void CapturePostponed()
    {
        lock (_gate)
        {
            if (!_ended && _postponed is { } state) Capture(state);
        }
    }

    private void OnInterval()
    {
        lock (_gate)
        {
            if (!_ended) Capture(Run.Store.State);
        }
    }

    private void EndWithLastSnapshot(RunState state)
    {
        lock (_gate)
        {
            if (_ended) return;
            try
            {
                Capture(state);
            }
            finally
            {
                End();
            }
        }
    }

    private void Capture(RunState state)
    {
        _postponed = null;
        if (_options.SkipUnchanged && ReferenceEquals(state, _captured)) return;
        try
        {
            var snapshot = _manager.Create(state, Label);
            _captured = state;
            _capturedAt = _clock.GetUtcNow();
            SnapshotCount++;
            if (_saver is not null && !_saver.Enqueue(snapshot)) MissedCount++;
        }
        catch (Exception failure)
        {
            OnFailed(failure);
        }
    }

    private void OnSaved(Storage.StoredSnapshot stored)
    {
        Run.Store.NoteCheckpoint(stored.SnapshotId);
        lock (_gate) SavedCount++;
    }

    /// <summary>Records a failure and reports it to the handler. The run is not affected.</summary>
    private void OnFailed(Exception failure)
    {
        lock (_gate)
        {
            FailureCount++;
            LastError = failure;
            try
            {
                _options.OnFailure?.Invoke(this, failure);
            }
            catch (Exception handlerFailure)
            {
                // An exception of the handler would end the process if it left the thread of the timer.
                LastError = new AggregateException(failure, handlerFailure);
            }
        }
    }

    private void End()
    {
        if (_ended) return;
        _ended = true;
        _timer?.Dispose();
        _pause?.Dispose();
        _subscription.Dispose();
        _saver?.Close();
    }
}
