using System.Collections.Concurrent;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Snapshots;

public class SnapshotIdTests
{
    private static readonly DateTimeOffset Now = new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Id_is_a_UUID_of_version_7()
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
    public void Id_starts_with_the_time_in_milliseconds()
    {
        // Later than the clock of any other test, because IDs ascend in the whole process.
        var later = new DateTimeOffset(2300, 1, 1, 0, 0, 0, TimeSpan.Zero);

        var id = Next(later);

        Assert.Equal(later.ToUnixTimeMilliseconds(), Convert.ToInt64(id.ToString("N")[..12], 16));
    }

    [Fact]
    public void Ids_ascend_even_if_the_clock_stops_or_is_set_back()
    {
        var ids = new List<string>();
        for (var i = 0; i < 10_000; i++) ids.Add(SnapshotId.Next(Now.AddMilliseconds(-i)).ToString());

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Ids_created_by_50_threads_are_unique_and_ascend_in_each_thread()
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
    public void Id_does_not_change_when_the_sequence_number_changes()
    {
        var snapshot = new SnapshotManager().Create(Sample.Store());

        Assert.Equal(snapshot.WithSequence(9).Id, snapshot.Id);
        Assert.Equal(snapshot.Id, snapshot.Id);
        Assert.NotEqual(snapshot.Id, new SnapshotManager().Create(Sample.Store()).Id);
    }

    private static Guid Next(DateTimeOffset now) => Guid.Parse(SnapshotId.Next(now).ToString());
}
