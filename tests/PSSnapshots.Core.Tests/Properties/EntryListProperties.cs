using CsCheck;
using PSSnapshots.Collections;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Properties;

public class EntryListProperties
{
    private static readonly Gen<(int Imported, (int List, int Added)[] Steps)> Histories =
        Gen.Select(Gen.Int[0, 40], Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 40]).Array[0, 10]);

    [Fact]
    public void Lists_that_grow_from_one_import_match_copied_lists() => Property.Holds(Histories, history =>
    {
        var made = 0;
        var imported = Enumerable.Range(0, history.Imported).Select(_ => Log(made++)).ToList();
        var list = EntryList<RunLog>.OfImported([.. imported.Select(log => log.ToJson().Slice)]);
        var lists = new List<(EntryList<RunLog> List, List<RunLog> Model)> { (list, imported) };
        foreach (var (which, added) in history.Steps)
        {
            var (grown, model) = lists[which % lists.Count];
            var copy = model.ToList();
            for (var i = 0; i < added; i++)
            {
                copy.Add(Log(made++));
                grown = grown.Add(copy[^1]);
            }
            lists.Add((grown, copy));
        }

        foreach (var (grown, model) in lists)
        {
            Assert.Equal(model.Count, grown.Count);
            Assert.Equal(model.Select(log => log.Description), grown.Select(log => log.Description));
            for (var i = 0; i < model.Count; i++) Assert.Equal(model[i], grown[i]);
            Assert.Equal(model.Count == 1 ? "1 log" : $"{model.Count} logs", grown.ToString());
        }
        foreach (var (one, oneModel) in lists)
            foreach (var (other, otherModel) in lists)
            {
                var shared = one.CountSharedWith(other);
                Assert.True(shared <= Math.Min(oneModel.Count, otherModel.Count));
                for (var i = 0; i < shared; i++) Assert.Equal(oneModel[i], otherModel[i]);
            }
    });

    [Fact]
    public void Index_out_of_range_is_rejected()
    {
        var list = EntryList<RunLog>.Empty.Add(Log(1));

        Assert.Throws<ArgumentOutOfRangeException>(() => list[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list[-1]);
    }

    private static RunLog Log(int number) => new(DateTimeOffset.UnixEpoch, RunLogType.Status, $"{number}");
}
