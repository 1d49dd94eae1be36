namespace PSSnapshots.Conformance;

/// <summary>
/// A wall clock and a monotonic clock that advance only when a test moves them, together or separately. Timers use the
/// monotonic clock and fire on the test's thread.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private readonly object _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _wall = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private TimeSpan _monotonic = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _wall;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate) return _monotonic.Ticks;
    }

    /// <summary>Sets the wall clock.</summary>
    /// <param name="now">The time.</param>
    public void SetWall(DateTimeOffset now)
    {
        lock (_gate) _wall = now;
    }

    /// <summary>Advances both clocks, and stops at each time at which a timer is due.</summary>
    /// <param name="by">The time by which to advance.</param>
    public void Advance(TimeSpan by)
    {
        var end = _monotonic + by;
        while (NextDue(end) is { } next)
        {
            Move(next.Due!.Value);
            next.Fire();
        }
        Move(end);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate) _timers.Add(timer);
        return timer;
    }

    private ManualTimer? NextDue(TimeSpan end)
    {
        lock (_gate) return _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
    }

    private void Move(TimeSpan to)
    {
        lock (_gate)
        {
            if (to <= _monotonic) return;
            _wall += to - _monotonic;
            _monotonic = to;
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._monotonic + dueTime;
            }
            return true;
        }

        public void Fire()
        {
            lock (clock._gate) Due = _period > TimeSpan.Zero ? Due + _period : null;
            callback();
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                Due = null;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
