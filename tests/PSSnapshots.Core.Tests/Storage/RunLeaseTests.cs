using PSSnapshots.Conformance;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>When a lease is lost, by either clock, and what its renewal does about a store that fails.</summary>
public sealed class RunLeaseTests
{
    private static readonly TimeSpan Duration = LeaseOptions.Default.Duration;

    private readonly ManualClock _clock = new();
    private int _renewals;
    private int _releases;
    private Func<DateTimeOffset>? _renewal;

    [Fact]
    public void It_renews_itself_three_times_within_its_duration()
    {
        using var lease = Lease();

        _clock.Advance(Duration * 10);

        Assert.Equal(30, _renewals);
        Assert.False(lease.Lost.IsCancellationRequested);
        Assert.Equal(_clock.GetUtcNow() + Duration, lease.Expires);
    }

    [Fact]
    public void One_renewal_that_fails_is_tried_again_and_the_lease_lasts()
    {
        using var lease = Lease();
        _renewal = () => _renewals % 2 == 1 ? throw new SnapshotStoreException("busy") : _clock.GetUtcNow() + Duration;

        _clock.Advance(Duration * 20);

        Assert.False(lease.IsLost);
        Assert.True(_renewals > 40);
    }

    [Fact]
    public void It_is_lost_before_it_expires_when_no_renewal_is_acknowledged_and_says_why()
    {
        using var lease = Lease();
        _renewal = () => throw new IOException("no route to host");

        _clock.Advance((Duration * 0.9) - TimeSpan.FromTicks(1));
        Assert.False(lease.IsLost);
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(lease.Lost.IsCancellationRequested);
        var failure = Assert.Throws<LeaseLostException>(lease.ThrowIfLost);
        Assert.Contains("No renewal was acknowledged for 27 s. The last attempt failed: no route to host", failure.Message, StringComparison.Ordinal);
        Assert.Equal(("r", 7L), (failure.RunId, failure.Epoch));
    }

    [Fact]
    public void A_renewal_that_the_store_refuses_loses_it_at_once()
    {
        using var lease = Lease();
        _renewal = () => throw new LeaseLostException("r", 7, "Another owns it.");

        _clock.Advance(Duration / 3);

        Assert.True(lease.Lost.IsCancellationRequested);
        _clock.Advance(Duration * 5);
        Assert.Equal(1, _renewals);
    }

    [Fact]
    public void A_renewal_that_hangs_does_not_keep_it_from_being_lost()
    {
        using var hangs = new ManualResetEventSlim();
        using var lease = Lease();
        using var began = new ManualResetEventSlim();
        _renewal = () =>
        {
            began.Set();
            hangs.Wait();
            return _clock.GetUtcNow() + Duration;
        };
        var renewing = new Thread(() => Record.Exception(() => lease.Renew()));
        renewing.Start();
        began.Wait(TestContext.Current.CancellationToken);

        _clock.SetWall(_clock.GetUtcNow() + Duration);

        Assert.True(lease.IsLost);
        hangs.Set();
        renewing.Join();
        Assert.True(lease.IsLost);
    }

    [Fact]
    public void A_wall_clock_that_ran_on_while_the_monotonic_one_stopped_loses_it()
    {
        using var lease = Lease();

        // The machine slept.
        _clock.SetWall(_clock.GetUtcNow() + Duration);

        Assert.True(lease.IsLost);
        Assert.True(lease.Lost.IsCancellationRequested);
        Assert.Throws<LeaseLostException>(() => lease.Renew());
        Assert.Equal(0, _renewals);
    }

    [Fact]
    public void A_wall_clock_that_is_set_back_keeps_nothing()
    {
        using var lease = Lease(new LeaseOptions { RenewsItself = false });
        _clock.SetWall(_clock.GetUtcNow().AddHours(-1));

        _clock.Advance(Duration * 0.9);

        Assert.True(lease.Lost.IsCancellationRequested);
    }

    [Fact]
    public void A_renewal_counts_from_when_it_was_asked_for()
    {
        using var lease = Lease(new LeaseOptions { RenewsItself = false });
        _renewal = () =>
        {
            _clock.Advance(Duration / 2);
            return _clock.GetUtcNow() + Duration;
        };
        lease.Renew();

        _clock.Advance(Duration * 0.4);
        Assert.True(lease.IsLost);
    }

    [Fact]
    public void It_is_released_once_and_a_release_that_fails_does_not_throw()
    {
        var lease = Lease(release: () => throw new IOException("gone"));
        lease.Dispose();
        lease.Dispose();

        Assert.Equal(1, _releases);
        Assert.Equal("gone", lease.ReleaseFailure?.Message);
        _clock.Advance(Duration * 5);
        Assert.Equal(0, _renewals);
        Assert.False(lease.IsLost);
        Assert.False(lease.Lost.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1000, 1000)]
    [InlineData(1000, -1)]
    [InlineData(100_000_000, 1)]
    public void A_duration_or_a_margin_that_makes_no_sense_is_refused(int duration, int margin) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MemorySnapshotStore().Acquire("r", new LeaseOptions { Duration = TimeSpan.FromMilliseconds(duration), Margin = TimeSpan.FromMilliseconds(margin) }));

    private RunLease Lease(LeaseOptions? options = null, Action? release = null) => new(
        "r",
        RunOwner.Current(null, _clock.GetUtcNow()),
        7,
        _clock.GetUtcNow() + Duration,
        LeaseMoment.Now(_clock),
        options ?? LeaseOptions.Default,
        (_, _) =>
        {
            _renewals++;
            return _renewal?.Invoke() ?? _clock.GetUtcNow() + Duration;
        },
        _ =>
        {
            _releases++;
            release?.Invoke();
        },
        _clock);
}
