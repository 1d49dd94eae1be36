namespace PSSnapshots.Storage;

/// <summary>
/// The ownership of a run for a time. It renews itself until it is disposed. It is lost when the store refuses it, or
/// when no renewal is acknowledged in time by either local clock. Everything that writes for the run stops then.
/// </summary>
public sealed class RunLease : IDisposable
{
    private const int RenewalsPerDuration = 3;
    private const int RetriesPerDuration = 10;

    private readonly object _gate = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _usable;
    private readonly Func<RunLease, CancellationToken, DateTimeOffset> _renew;
    private readonly Action<RunLease> _release;
    private readonly ITimer? _heartbeat;
    private readonly ITimer _deadline;
    private LeaseMoment _acknowledged;
    private DateTimeOffset _expires;
    private Exception? _renewalFailure;
    private string? _lostReason;
    private bool _isReleased;
    private long _handledMessage;
    private long _lastMessage;

    /// <summary>Creates a lease that a store has granted.</summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="epoch">The epoch, above all earlier ones of the run.</param>
    /// <param name="expires">When the lease expires, by the store's clock.</param>
    /// <param name="requested">The moment before the store was asked.</param>
    /// <param name="options">How long the lease lasts and how it is renewed.</param>
    /// <param name="renew">
    /// Asks the store to renew the lease and returns its new expiry. Throws <see cref="LeaseLostException"/> if the store
    /// refuses; anything else counts as a failed attempt.
    /// </param>
    /// <param name="release">Is called once when the lease is disposed, and gives the run back if it is still the lease's.</param>
    /// <param name="timeProvider">The local clocks; the system's if <see langword="null"/>.</param>
    public RunLease(
        string runId,
        RunOwner owner,
        long epoch,
        DateTimeOffset expires,
        LeaseMoment requested,
        LeaseOptions options,
        Func<RunLease, CancellationToken, DateTimeOffset> renew,
        Action<RunLease> release,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        RunId = runId ?? throw new ArgumentNullException(nameof(runId));
        Owner = owner ?? throw new ArgumentNullException(nameof(owner));
        Epoch = epoch;
        Options = options;
        _renew = renew ?? throw new ArgumentNullException(nameof(renew));
        _release = release ?? throw new ArgumentNullException(nameof(release));
        _timeProvider = timeProvider ?? TimeProvider.System;
        _usable = options.Duration - options.EffectiveMargin;
        _expires = expires;
        _acknowledged = requested;
        Lost = _lost.Token;
        _deadline = _timeProvider.CreateTimer(_ => CheckDeadline(isTimer: true), null, Remaining, Timeout.InfiniteTimeSpan);
        if (options.RenewsItself)
            _heartbeat = _timeProvider.CreateTimer(_ => Beat(), null, options.Duration / RenewalsPerDuration, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The run ID.</summary>
    public string RunId { get; }

    /// <summary>The owner.</summary>
    public RunOwner Owner { get; }

    /// <summary>The number of this acquisition of the run. Each acquisition has a higher one than all before it.</summary>
    public long Epoch { get; }

    /// <summary>How long the lease lasts and how it is renewed.</summary>
    public LeaseOptions Options { get; }

    /// <summary>Is canceled when the lease is lost. Its callbacks must not throw.</summary>
    public CancellationToken Lost { get; }

    /// <summary>When the lease expires unless it is renewed, by the store's clock.</summary>
    public DateTimeOffset Expires
    {
        get
        {
            lock (_gate) return _expires;
        }
    }

    /// <summary>Whether the lease is lost. A lease that was released is not lost.</summary>
    public bool IsLost
    {
        get
        {
            CheckDeadline();
            lock (_gate) return _lostReason is not null;
        }
    }

    /// <summary>The number of the last message of the inbox whose effect is in the run's state; the next save records it.</summary>
    public long HandledMessage
    {
        get => Interlocked.Read(ref _handledMessage);
        set => Interlocked.Exchange(ref _handledMessage, value);
    }

    /// <summary>The number of the last message in the inbox, as far as the store knew when it was last asked. A store sets it.</summary>
    public long LastMessage
    {
        get => Interlocked.Read(ref _lastMessage);
        set => Interlocked.Exchange(ref _lastMessage, value);
    }

    /// <summary>Why the run could not be given back, if that failed; it becomes free when the lease expires.</summary>
    public Exception? ReleaseFailure { get; private set; }

    private TimeSpan Remaining
    {
        get
        {
            var remaining = _usable - _acknowledged.Age(_timeProvider);
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }

    /// <summary>Renews the lease now.</summary>
    /// <param name="cancellation">Cancels the wait for a busy store.</param>
    /// <exception cref="LeaseLostException">The lease is lost.</exception>
    /// <exception cref="SnapshotStoreException">The store could not be asked; the lease lasts until its expiry.</exception>
    public void Renew(CancellationToken cancellation = default)
    {
        ThrowIfLost();
        var requested = LeaseMoment.Now(_timeProvider);
        try
        {
            Extend(requested, _renew(this, cancellation));
        }
        catch (LeaseLostException)
        {
            MarkLost("The store refused to renew it.");
            throw;
        }
    }

    /// <summary>Notes that the store has extended the lease. A store calls it after each save.</summary>
    /// <param name="requested">The moment before the store was asked.</param>
    /// <param name="expires">When the lease expires now, by the store's clock.</param>
    public void Extend(LeaseMoment requested, DateTimeOffset expires)
    {
        lock (_gate)
        {
            if (_lostReason is not null || _isReleased) return;
            _expires = expires;
            _acknowledged = requested;
            _renewalFailure = null;
            _deadline.Change(Remaining, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Throws if the lease is lost or was released. A store calls it before it writes.</summary>
    /// <exception cref="LeaseLostException">The lease is lost or was released.</exception>
    public void ThrowIfLost()
    {
        CheckDeadline();
        lock (_gate)
            if (_isReleased || _lostReason is not null) throw new LeaseLostException(RunId, Epoch, _lostReason ?? "It was released.");
    }

    /// <summary>Marks the lease as lost, and cancels <see cref="Lost"/>. A store calls it when it refuses the lease.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    public void MarkLost(string reason)
    {
        lock (_gate)
        {
            if (_lostReason is not null || _isReleased) return;
            _lostReason = reason;
        }
        _deadline.Dispose();
        _heartbeat?.Dispose();
        _lost.Cancel();
    }

    /// <summary>Gives the run back, unless the lease is lost. Never throws; see <see cref="ReleaseFailure"/>.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isReleased) return;
            _isReleased = true;
            _deadline.Dispose();
            _heartbeat?.Dispose();
        }
        try
        {
            _release(this);
        }
        catch (Exception failure)
        {
            ReleaseFailure = failure;
        }
    }

    private void CheckDeadline(bool isTimer = false)
    {
        string reason;
        lock (_gate)
        {
            if (_lostReason is not null || _isReleased) return;
            if (Remaining is var remaining && remaining > TimeSpan.Zero)
            {
                if (isTimer) _deadline.Change(remaining, Timeout.InfiniteTimeSpan);
                return;
            }
            reason = $"No renewal was acknowledged for {_usable.TotalSeconds:0.###} s."
                + (_renewalFailure is null ? "" : $" The last attempt failed: {_renewalFailure.Message}");
        }
        MarkLost(reason);
    }

    private void Beat()
    {
        var next = Options.Duration / RenewalsPerDuration;
        try
        {
            Renew();
        }
        catch (LeaseLostException)
        {
            return;
        }
        catch (Exception failure)
        {
            // Retried until the deadline, which reports the failure: an exception on a timer thread could not be caught.
            lock (_gate) _renewalFailure = failure;
            next = Options.Duration / RetriesPerDuration;
        }
        lock (_gate)
            if (!_isReleased && _lostReason is null) _heartbeat!.Change(next, Timeout.InfiniteTimeSpan);
    }
}
