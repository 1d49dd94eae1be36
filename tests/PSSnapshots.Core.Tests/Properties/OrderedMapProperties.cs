using CsCheck;
using PSSnapshots.Collections;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Properties;

public class OrderedMapProperties
{
    private static readonly Gen<(int Map, bool Removes, string Key, int Value)[]> Steps =
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 5].Select(dice => dice == 0), Gen.OneOf(Generate.Id, Gen.Int[0, 60].Select(i => $"k{i}")), Gen.Int).Array[1, 120];

    [Fact]
    public void Maps_that_share_nodes_match_copied_maps() => Property.Holds(Steps, steps =>
    {
        var maps = new List<(OrderedMap<string> Map, List<KeyValuePair<string, string>> Model)> { (OrderedMap<string>.Empty, []) };
        foreach (var (which, removes, key, value) in steps)
        {
            var (map, model) = maps[which % maps.Count];
            var copy = model.ToList();
            var place = copy.FindIndex(pair => pair.Key == key);
            if (removes)
            {
                if (place >= 0) copy.RemoveAt(place);
                map = map.Remove(key);
            }
            else
            {
                if (place >= 0) copy[place] = new(key, $"{value}");
                else copy.Add(new(key, $"{value}"));
                map = map.SetItem(key, $"{value}");
            }
            maps.Add((map, copy));
        }

        foreach (var (map, model) in maps)
        {
            Assert.Equal(model, map);
            Assert.Equal(model.Select(pair => pair.Key), map.Keys);
            Assert.Equal(model.Select(pair => pair.Value), map.Values);
            Assert.Equal(model.Count, map.Count);
            foreach (var (key, value) in model)
            {
                Assert.Equal(value, map[key]);
                Assert.True(map.ContainsKey(key));
            }
            Assert.False(map.ContainsKey("missing"));
            Assert.Throws<KeyNotFoundException>(() => map["missing"]);
        }
    });

    [Fact]
    public void Remove_of_a_missing_key_returns_the_same_map()
    {
        var map = OrderedMap<string>.Empty.SetItem("a", "1");

        Assert.Same(map, map.Remove("b"));
    }

    [Fact]
    public void Map_is_a_read_only_dictionary_for_scripts()
    {
        System.Collections.IDictionary map = OrderedMap<string>.Empty.SetItem("a", "1").SetItem("b", "2");

        Assert.Equal("2", map["b"]);
        Assert.Null(map["c"]);
        Assert.True(map.Contains("a"));
        Assert.Equal(["a", "b"], map.Keys.Cast<string>());
        Assert.Equal(["1", "2"], map.Values.Cast<string>());
        Assert.Throws<NotSupportedException>(() => map.Add("c", "3"));
        Assert.Throws<NotSupportedException>(() => map.Remove("a"));
        Assert.Throws<NotSupportedException>(map.Clear);
    }
}
