using CsCheck;
using PSSnapshots.Collections;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Properties;

public class PersistentListProperties
{
    /// <summary>The steps: the list to change, the kind of change, and the number or the index of items.</summary>
    private static readonly Gen<(int List, int Kind, int Number)[]> Steps =
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 9], Gen.Int[0, 5000]).Array[1, 40];

    [Fact]
    public void Lists_that_share_nodes_match_copied_lists() => Property.Holds(Steps, steps =>
    {
        var lists = new List<(PersistentList<string> List, List<string> Model)> { (PersistentList<string>.Empty, []) };
        var made = 0;
        foreach (var (which, kind, number) in steps)
        {
            var (list, model) = lists[which % lists.Count];
            var copy = model.ToList();
            switch (kind)
            {
                case < 6:
                    // A leaf has 16 items and a node of the second level has 256.
                    for (var i = 0; i < Math.Max(1, number % 70); i++)
                    {
                        var item = $"{made++}";
                        copy.Add(item);
                        list = list.Add(item);
                    }
                    break;
                case 6:
                    var many = Enumerable.Range(0, number % 1200).Select(_ => $"{made++}").ToList();
                    (list, copy) = (PersistentList<string>.Create([.. many]), many);
                    break;
                default:
                    if (copy.Count == 0) continue;
                    copy[number % copy.Count] = $"{made++}";
                    list = list.SetItem(number % copy.Count, copy[number % copy.Count]);
                    break;
            }
            lists.Add((list, copy));
        }

        foreach (var (list, model) in lists)
        {
            Assert.Equal(model.Count, list.Count);
            Assert.True(model.SequenceEqual(list));
            for (var i = 0; i < model.Count; i += 7) Assert.Same(model[i], list[i]);
        }
        foreach (var (one, oneModel) in lists.TakeLast(3))
            foreach (var (other, otherModel) in lists)
            {
                var common = Math.Min(oneModel.Count, otherModel.Count);
                var expected = Enumerable.Range(0, common).Where(i => !ReferenceEquals(oneModel[i], otherModel[i]));
                var found = new List<int>();
                for (var i = one.NextNotSharedWith(other, 0); i < common; i = one.NextNotSharedWith(other, i + 1)) found.Add(i);
                Assert.Equal(expected, found);
            }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(256)]
    [InlineData(272)]
    [InlineData(273)]
    [InlineData(4112)]
    [InlineData(4113)]
    [InlineData(40_000)]
    public void List_is_correct_at_the_boundaries_of_its_nodes(int count)
    {
        var grown = PersistentList<object>.Empty;
        for (var i = 0; i < count; i++) grown = grown.Add(i);
        var created = PersistentList<object>.Create([.. Enumerable.Range(0, count).Cast<object>()]);

        Assert.Equal(Enumerable.Range(0, count), grown.Cast<int>());
        Assert.Equal(Enumerable.Range(0, count), created.Cast<int>());
        Assert.Equal(Enumerable.Range(0, count + 1), created.Add(count).Cast<int>());
        if (count > 0)
        {
            Assert.Equal(-1, grown.SetItem(0, -1)[0]);
            Assert.Equal(-1, grown.SetItem(count - 1, -1)[count - 1]);
            Assert.Equal(0, grown[0]);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(31)]
    public void Index_out_of_range_is_rejected(int index)
    {
        var list = PersistentList<object>.Create([1, 2, 3]);

        Assert.Throws<ArgumentOutOfRangeException>(() => list[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list.SetItem(index, 0));
    }

    [Fact]
    public void List_is_read_only_for_scripts()
    {
        System.Collections.IList list = PersistentList<object>.Create([1, 2, 3]);

        Assert.True(list.IsReadOnly);
        Assert.Equal(2, list[1]);
        Assert.Equal(2, list.IndexOf(3));
        Assert.False(list.Contains(4));
        Assert.Throws<NotSupportedException>(() => list.Add(4));
        Assert.Throws<NotSupportedException>(() => list[0] = 4);
        Assert.Throws<NotSupportedException>(list.Clear);
        var copy = new object[3];
        list.CopyTo(copy, 0);
        Assert.Equal([1, 2, 3], copy);
    }
}
