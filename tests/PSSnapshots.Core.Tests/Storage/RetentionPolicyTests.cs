using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

public class RetentionPolicyTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Policy_without_limits_removes_nothing() => Assert.Empty(new RetentionPolicy().Plan(History(5), Now));

    [Fact]
    public void Snapshots_above_the_count_are_removed_oldest_first()
    {
        var plan = new RetentionPolicy { MaxCount = 2 }.Plan(History(4), Now);

        Assert.Equal(
            ["run #1: it is not among the newest 2", "run #2: it is not among the newest 2"],
            plan.Select(decision => decision.ToString()));
    }

    [Fact]
    public void Snapshots_older_than_the_age_are_removed()
    {
        var plan = new RetentionPolicy { MaxAge = TimeSpan.FromDays(2) }.Plan(History(4), Now);

        Assert.Equal(["run #1: it is 3.00:00:00 old, and may be 2.00:00:00"], plan.Select(decision => decision.ToString()));
    }

    [Fact]
    public void Snapshots_above_the_size_are_removed_and_a_smaller_older_one_is_kept()
    {
        StoredSnapshot[] all = [Stored(1) with { Size = 10 }, Stored(2) with { Size = 80 }, Stored(3) with { Size = 50 }];

        var plan = new RetentionPolicy { MaxBytes = 100 }.Plan(all, Now);

        Assert.Equal(["run #2: with it the run would take 130 bytes, and may take 100"], plan.Select(decision => decision.ToString()));
    }

    [Fact]
    public void Snapshots_with_pinned_labels_are_kept_and_do_not_count()
    {
        StoredSnapshot[] all = [Stored(1) with { Label = "Release-1" }, Stored(2), Stored(3) with { Label = "release-2" }, Stored(4), Stored(5)];

        var plan = new RetentionPolicy { MaxCount = 1, MaxAge = TimeSpan.Zero, MaxBytes = 0, PinnedLabels = ["release*"] }.Plan(all, Now);

        Assert.Equal([2, 4], plan.Select(decision => decision.Snapshot.Sequence));
    }

    [Fact]
    public void Snapshot_with_the_highest_number_is_kept_regardless_of_age_and_size()
    {
        StoredSnapshot[] all = [Stored(1) with { Timestamp = Now }, Stored(2) with { Timestamp = Now.AddYears(-1), Size = 1000 }];

        var plan = new RetentionPolicy { MaxCount = 1, MaxAge = TimeSpan.FromDays(1), MaxBytes = 1 }.Plan(all, Now);

        Assert.Equal([1], plan.Select(decision => decision.Snapshot.Sequence));
    }

    [Fact]
    public void Limits_apply_to_each_run_separately() =>
        Assert.Equal(
            ["a #1", "run #1"],
            new RetentionPolicy { MaxCount = 1 }.Plan([.. History(2), .. History(2).Select(one => one with { RunId = "a" })], Now).Select(decision => decision.Snapshot.ToString()));

    [Fact]
    public void Kept_snapshots_are_within_the_limits_and_none_is_removed_without_need() => Property.Holds(
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 6], Gen.Long[0, 400], Gen.Int[0, 12]),
        example =>
        {
            var (count, maxCount, maxBytes, maxDays) = example;
            var all = History(count);
            var policy = new RetentionPolicy { MaxCount = maxCount, MaxBytes = maxBytes, MaxAge = TimeSpan.FromDays(maxDays) };

            var gone = policy.Plan(all, Now).Select(decision => decision.Snapshot).ToList();
            var stays = all.Except(gone).ToList();

            Assert.Contains(all[^1], stays);
            Assert.True(stays.Count <= maxCount);
            Assert.All(stays[..^1], one => Assert.True(Now - one.Timestamp <= policy.MaxAge));
            Assert.True(stays.Count == 1 || stays.Sum(one => one.Size) <= maxBytes);
            Assert.Empty(policy.Plan(stays, Now));
            foreach (var one in gone)
                Assert.True(stays.Count(other => other.Sequence > one.Sequence) == maxCount || Now - one.Timestamp > policy.MaxAge || stays.Where(other => other.Sequence > one.Sequence).Sum(other => other.Size) + one.Size > maxBytes);
        });

    [Fact]
    public void Apply_removes_only_the_planned_snapshots_from_the_store()
    {
        var clock = new FakeClock();
        using var store = new MemorySnapshotStore();
        var manager = new SnapshotManager(timeProvider: clock);
        foreach (var label in new[] { "one", "two", "three" })
        {
            store.Save(manager.Create(Sample.Store(), label));
            clock.Advance(TimeSpan.FromHours(1));
        }

        var removed = new RetentionPolicy { MaxAge = TimeSpan.FromHours(2) }.Apply(store, timeProvider: clock);

        Assert.Equal(["one"], removed.Select(decision => decision.Snapshot.Label));
        Assert.Equal(["two", "three"], store.List().Select(stored => stored.Label));
    }

    private static StoredSnapshot Stored(int sequence) =>
        new("run", "workflow", sequence, Now.AddDays(sequence - 4), RunStatus.Running, null, $"id{sequence}", 40);

    private static StoredSnapshot[] History(int count) => [.. Enumerable.Range(1, count).Select(Stored)];
}
