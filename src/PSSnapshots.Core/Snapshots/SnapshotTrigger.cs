namespace PSSnapshots;

/// <summary>
/// Takes snapshots of a live run at an interval, each time only when the run has changed, and a last one when the
/// run has ended; then it ends itself.
/// </summary>
public sealed class SnapshotTrigger : IDisposable
{
    private static int _count;

    private readonly object _gate = new();
    private readonly SnapshotManager _manager;
    private readonly Action<SnapshotTrigger, Exception>? _onFailure;
    private readonly IDisposable _subscription;
    private readonly ITimer _timer;
    private RunState? _captured;
    private bool _ended;

    /// <summary>Begins to take snapshots.</summary>
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
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, TimeSpan.FromDays(49));
        Run = run;
        Interval = interval;
        Label = label;
        _manager = manager;
        _onFailure = onFailure;
        // Held, so that a run that ends meanwhile finds a trigger that is whole.
        lock (_gate)
        {
            _subscription = run.Store.Subscribe((_, after) =>
            {
                if (after.HasEnded) EndWithLastSnapshot();
            });
            _timer = (timeProvider ?? TimeProvider.System).CreateTimer(_ => Tick(), null, interval, interval);
            if (run.Store.State.HasEnded) EndWithLastSnapshot();
        }
    }

    /// <summary>The trigger's number in this process.</summary>
    public int Id { get; } = Interlocked.Increment(ref _count);

    /// <summary>The run's id.</summary>
    public string RunId => Run.RunId;

    /// <summary>How often it looks whether the run has changed.</summary>
    public TimeSpan Interval { get; }

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

    /// <summary>How many snapshots it could not take.</summary>
    public int FailureCount { get; private set; }

    /// <summary>Why the last snapshot that failed could not be taken.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>What its snapshots are called.</summary>
    public string? Label { get; }

    /// <summary>The run.</summary>
    public WorkflowRun Run { get; }

    /// <summary>Ends the trigger; takes no snapshot.</summary>
    public void Dispose()
    {
        lock (_gate) End();
    }

    /// <summary>The run and the interval.</summary>
    /// <returns>Such as <c>deploy-7 every 00:00:05</c>.</returns>
    public override string ToString() => $"{RunId} every {Interval}";

    private void Tick()
    {
        lock (_gate)
        {
            if (!_ended) Capture();
        }
    }

    private void EndWithLastSnapshot()
    {
        lock (_gate)
        {
            if (_ended) return;
            try
            {
                Capture();
            }
            finally
            {
                End();
            }
        }
    }

    private void Capture()
    {
        var state = Run.Store.State;
        if (ReferenceEquals(state, _captured)) return;
        try
        {
            _manager.Create(state, Label);
            _captured = state;
            SnapshotCount++;
        }
        catch (Exception failure)
        {
            // The run must not suffer; whoever asks the trigger or listens to it learns of this.
            FailureCount++;
            LastError = failure;
            Report(failure);
        }
    }

    private void Report(Exception failure)
    {
        try
        {
            _onFailure?.Invoke(this, failure);
        }
        catch (Exception deaf)
        {
            // On the timer's thread nobody could catch it, and the process would end; the trigger keeps both.
            LastError = new AggregateException(failure, deaf);
        }
    }

    private void End()
    {
        if (_ended) return;
        _ended = true;
        _timer.Dispose();
        _subscription.Dispose();
    }
}
