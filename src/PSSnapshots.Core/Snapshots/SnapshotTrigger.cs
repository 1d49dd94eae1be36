namespace PSSnapshots;

/// <summary>
/// Takes snapshots of a live run by itself: at an interval, or when the run's store tells of what it waits for, and a
/// last one when the run has ended; then it ends itself.
/// </summary>
/// <remarks>
/// A capture is a reference, taken on the thread that changed the run; what saves it to a store works on another.
/// </remarks>
public sealed class SnapshotTrigger : IDisposable
{
    private static int _count;

    private readonly object _gate = new();
    private readonly SnapshotManager _manager;
    private readonly SnapshotTriggerOptions _options;
    private readonly TimeProvider _clock;
    private readonly IDisposable _subscription;
    private readonly StoreFeed? _feed;
    private readonly ITimer? _timer;
    private ITimer? _pause;
    private RunState? _postponed;
    private RunState? _captured;
    private DateTimeOffset? _capturedAt;
    private bool _ended;

    /// <summary>Begins to take snapshots at an interval, each time only when the run has changed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="manager">What keeps the snapshots.</param>
    /// <param name="interval">How often; at least a millisecond, which is what timers count in.</param>
    /// <param name="label">What to call the snapshots.</param>
    /// <param name="onFailure">Is told, on the timer's thread or the run's, of a snapshot that could not be taken.</param>
    /// <param name="timeProvider">What counts the interval; the system's clock where there is none.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is less than a millisecond, or more than 49 days.</exception>
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

    /// <summary>Begins to take snapshots.</summary>
    /// <param name="run">The run.</param>
    /// <param name="manager">What keeps the snapshots.</param>
    /// <param name="options">When and how.</param>
    /// <exception cref="ArgumentOutOfRangeException">No event is asked for, or an interval is out of its range.</exception>
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
        if (options.Store is { } store) _feed = new StoreFeed(store, options.OwnsStore, Saved, Failed);
        // Held, so that a run that ends meanwhile finds a trigger that is whole.
        lock (_gate)
        {
            _subscription = run.Store.Subscribe(Changed);
            if (options.On.HasFlag(SnapshotTriggerEvents.Interval)) _timer = _clock.CreateTimer(_ => Tick(), null, options.Interval, options.Interval);
            if (run.Store.State is { HasEnded: true } state) EndWithLastSnapshot(state);
        }
    }

    /// <summary>The trigger's number in this process.</summary>
    public int Id { get; } = Interlocked.Increment(ref _count);

    /// <summary>The run's id.</summary>
    public string RunId => Run.RunId;

    /// <summary>When it takes snapshots.</summary>
    public SnapshotTriggerEvents On => _options.On;

    /// <summary>How often it looks whether the run has changed, where it goes by an interval.</summary>
    public TimeSpan Interval => _options.Interval;

    /// <summary>The least time between two snapshots of the run's events.</summary>
    public TimeSpan MinInterval => _options.MinInterval;

    /// <summary>Whether it takes none while the run stays as it was captured last.</summary>
    public bool SkipUnchanged => _options.SkipUnchanged;

    /// <summary>Whether it still takes snapshots.</summary>
    public bool IsActive
    {
        get
        {
            lock (_gate) return !_ended;
        }
    }

    /// <summary>How many snapshots it took.</summary>
    public int SnapshotCount { get; private set; }

    /// <summary>How many of them its store has saved.</summary>
    public int SavedCount { get; private set; }

    /// <summary>
    /// How many moments have no snapshot of their own, or none in its store, because the run had moved on: while the
    /// store was busy, or within the least interval.
    /// </summary>
    public int MissedCount { get; private set; }

    /// <summary>How many snapshots it could not take or save.</summary>
    public int FailureCount { get; private set; }

    /// <summary>Why the last snapshot that failed could not be taken or saved.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>What its snapshots are called.</summary>
    public string? Label => _options.Label;

    /// <summary>The run.</summary>
    public WorkflowRun Run { get; }

    /// <summary>Ends the trigger; takes no snapshot. What its store has not saved yet it still saves.</summary>
    public void Dispose()
    {
        lock (_gate) End();
    }

    /// <summary>Waits until its store has saved what was taken; at once where it has none.</summary>
    public void WaitForStore() => _feed?.Drain();

    /// <summary>The run and when it takes snapshots.</summary>
    /// <returns>Such as <c>deploy-7 every 00:00:05</c> or <c>deploy-7 on StepCompleted</c>.</returns>
    public override string ToString() => VisibleText.Of(On == SnapshotTriggerEvents.Interval ? $"{RunId} every {Interval}" : $"{RunId} on {On}");

    private void Changed(RunState before, RunState after)
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
        // A clock that was set back does not make it wait for longer than it would have.
        if (wait > MinInterval) wait = MinInterval;
        if (wait <= TimeSpan.Zero)
        {
            Capture(state);
            return;
        }
        if (_postponed is not null) MissedCount++;
        else (_pause ??= _clock.CreateTimer(_ => EndPause(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).Change(wait, Timeout.InfiniteTimeSpan);
        _postponed = state;
    }

    private void EndPause()
    {
        lock (_gate)
        {
            if (!_ended && _postponed is { } state) Capture(state);
        }
    }

    private void Tick()
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
            if (_feed is not null && !_feed.Offer(snapshot)) MissedCount++;
        }
        catch (Exception failure)
        {
            Failed(failure);
        }
    }

    private void Saved(Storage.StoredSnapshot stored)
    {
        Run.Store.NoteCheckpoint(stored.SnapshotId);
        lock (_gate) SavedCount++;
    }

    /// <summary>The run must not suffer; whoever asks the trigger or listens to it learns of this.</summary>
    private void Failed(Exception failure)
    {
        lock (_gate)
        {
            FailureCount++;
            LastError = failure;
            try
            {
                _options.OnFailure?.Invoke(this, failure);
            }
            catch (Exception deaf)
            {
                // On the timer's thread nobody could catch it, and the process would end; the trigger keeps both.
                LastError = new AggregateException(failure, deaf);
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
        _feed?.Close();
    }
}
