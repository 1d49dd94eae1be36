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
    public void Lease_renews_itself_three_times_within_its_duration()
    {
        using var lease = Lease();

        _clock.Advance(Duration * 10);

        Assert.Equal(30, _renewals);
        Assert.False(lease.Lost.IsCancellationRequested);
        Assert.Equal(_clock.GetUtcNow() + Duration, lease.Expires);
    }

    [Fact]
    public void Failed_renewal_is_retried_and_the_lease_is_kept()
    {
        using var lease = Lease();
        _renewal = () => _renewals % 2 == 1 ? throw new SnapshotStoreException("busy") : _clock.GetUtcNow() + Duration;

        _clock.Advance(Duration * 20);

        Assert.False(lease.IsLost);
        Assert.True(_renewals > 40);
    }

    [Fact]
    public void Lease_without_acknowledged_renewal_is_lost_before_it_expires_and_reports_the_reason()
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
    public void Refused_renewal_loses_the_lease_immediately()
    {
        using var lease = Lease();
        _renewal = () => throw new LeaseLostException("r", 7, "Another owns it.");

        _clock.Advance(Duration / 3);

        Assert.True(lease.Lost.IsCancellationRequested);
        _clock.Advance(Duration * 5);
        Assert.Equal(1, _renewals);
    }

    [Fact]
    public void Hanging_renewal_does_not_prevent_the_loss_of_the_lease()
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
    public void Lease_is_lost_when_the_wall_clock_advances_while_the_monotonic_clock_is_stopped()
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
    public void Setting_the_wall_clock_back_does_not_extend_the_lease()
    {
        using var lease = Lease(new LeaseOptions { RenewsItself = false });
        _clock.SetWall(_clock.GetUtcNow().AddHours(-1));

        _clock.Advance(Duration * 0.9);

        Assert.True(lease.Lost.IsCancellationRequested);
    }

    [Fact]
    public void Renewed_lease_starts_when_the_renewal_was_requested()
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
    public void Dispose_releases_the_lease_once_and_does_not_throw_when_the_release_fails()
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
    public void Invalid_duration_or_margin_is_rejected(int duration, int margin) =>
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
