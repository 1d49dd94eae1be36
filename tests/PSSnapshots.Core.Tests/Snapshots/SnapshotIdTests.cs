using System.Collections.Concurrent;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Snapshots;

public class SnapshotIdTests
{
    private static readonly DateTimeOffset Now = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void It_is_a_uuid_of_version_7()
    {
        for (var i = 0; i < 1000; i++)
        {
            var id = Next(Now);
            Assert.Equal(7, id.Version);
            Assert.InRange(id.Variant, 0x8, 0xB);
            Assert.Equal('7', id.ToString()[14]);
        }
    }

    [Fact]
    public void Its_first_48_bits_are_the_milliseconds_when_the_clock_goes_on()
    {
        // Later than any other test's clock, since ids never go back.
        var later = new DateTimeOffset(2300, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var id = Next(later);

        Assert.Equal(later.ToUnixTimeMilliseconds(), Convert.ToInt64(id.ToString("N")[..12], 16));
    }

    [Fact]
    public void Ids_of_one_thread_rise_though_the_clock_stands_still_or_goes_back()
    {
        var ids = new List<string>();
        for (var i = 0; i < 10_000; i++) ids.Add(SnapshotId.Next(Now.AddMilliseconds(-i)).ToString());

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void A_hundred_thousand_ids_of_50_threads_are_all_different_and_rise_on_each()
    {
        var all = new ConcurrentBag<Guid[]>();

        Crowd.Run(_ =>
        {
            var mine = new Guid[100_000 / Crowd.Size];
            for (var i = 0; i < mine.Length; i++) mine[i] = Next(Now);
            all.Add(mine);
        });

        Assert.Equal(100_000, all.SelectMany(ids => ids).Distinct().Count());
        Assert.Equal(100_000, all.SelectMany(ids => ids).Select(id => id.ToString()[..18]).Distinct().Count());
        Assert.All(all, mine => Assert.Equal(mine.Select(id => id.ToString()).Order(StringComparer.Ordinal), mine.Select(id => id.ToString())));
    }

    [Fact]
    public void The_same_snapshot_has_the_same_id_each_time_it_is_asked_also_under_another_number()
    {
        var snapshot = new SnapshotManager().Create(Sample.Store());

        Assert.Equal(snapshot.WithSequence(9).Id, snapshot.Id);
        Assert.Equal(snapshot.Id, snapshot.Id);
        Assert.NotEqual(snapshot.Id, new SnapshotManager().Create(Sample.Store()).Id);
    }

    private static Guid Next(DateTimeOffset now) => Guid.Parse(SnapshotId.Next(now).ToString());
}
