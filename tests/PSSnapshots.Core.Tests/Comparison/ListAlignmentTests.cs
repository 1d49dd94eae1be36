using CsCheck;
using PSSnapshots.Comparison;

namespace PSSnapshots.Core.Tests.Comparison;

public class ListAlignmentTests
{
    private static readonly Gen<int[]> Lists = Gen.Int[0, 5].Array[0, 12];

    [Fact]
    public void Differences_turn_the_first_list_into_the_second() =>
        Gen.Select(Lists, Lists).Sample((from, to) => Apply(from, to).SequenceEqual(to));

    [Fact]
    public void Differences_of_equal_lists_are_empty() =>
        Lists.Sample(list => !Differences(list, list).Any());

    [Fact]
    public void Differences_keep_a_longest_common_subsequence() =>
        Gen.Select(Lists, Lists).Sample((from, to) =>
        {
            var differences = Differences(from, to).ToList();
            var kept = from.Length - differences.Count(pair => pair.From >= 0);
            return kept == LongestCommonSubsequence(from, to);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    [InlineData(10_000)]
    public void An_item_inserted_into_ten_thousand_items_is_one_difference(int index)
    {
        int[] from = [.. Enumerable.Range(0, 10_000)];
        int[] to = [.. from[..index], -1, .. from[index..]];

        Assert.Equal((-1, index), Assert.Single(Differences(from, to)));
    }

    [Fact]
    public void Items_are_matched_by_index_when_the_lists_need_too_many_edits()
    {
        int[] from = [.. Enumerable.Range(0, 3_000)];
        int[] to = [.. Enumerable.Range(10_000, 3_000)];

        Assert.Equal(Enumerable.Range(0, 3_000).Select(i => (i, i)), Differences(from, to));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("key")]
    public void Objects_with_unique_keys_are_matched_by_key(string key)
    {
        var from = Objects($$"""[{"{{key}}":"a","v":1},{"{{key}}":"b","v":2},{"{{key}}":"c","v":3}]""");
        var to = Objects($$"""[{"{{key}}":"new","v":0},{"{{key}}":"b","v":9},{"{{key}}":"c","v":3}]""");

        Assert.Equal([(0, -1), (-1, 0), (1, 1)], ListAlignment.Differences(from, to, ValueEqualityComparer.ByValue));
    }

    [Fact]
    public void Objects_with_a_repeated_key_are_matched_by_value()
    {
        var from = Objects("""[{"id":1,"v":1},{"id":1,"v":2}]""");
        var to = Objects("""[{"id":1,"v":2}]""");

        Assert.Equal((0, -1), Assert.Single(ListAlignment.Differences(from, to, ValueEqualityComparer.ByValue)));
    }

    private static IEnumerable<(int From, int To)> Differences(int[] from, int[] to) =>
        ListAlignment.Differences(Values(from), Values(to), ValueEqualityComparer.ByValue);

    private static ItemList Values(int[] numbers) => ItemList.Of(Array.ConvertAll(numbers, number => JsonValue.From(number)));

    private static ItemList Objects(string json) => ItemList.Of(JsonValue.FromJson(json).Items());

    /// <summary>Applies the differences to the first list.</summary>
    private static List<int> Apply(int[] from, int[] to)
    {
        var result = new List<int>();
        var next = 0;
        foreach (var (i, j) in Differences(from, to))
        {
            // The items before a difference are equal in both lists.
            while (i >= 0 ? next < i : result.Count < j) result.Add(from[next++]);
            if (i >= 0) next++;
            if (j >= 0) result.Add(to[j]);
        }
        result.AddRange(from[next..]);
        return result;
    }

    private static int LongestCommonSubsequence(int[] one, int[] other)
    {
        var length = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i < one.Length; i++)
            for (var j = 0; j < other.Length; j++)
                length[i + 1, j + 1] = one[i] == other[j] ? length[i, j] + 1 : Math.Max(length[i, j + 1], length[i + 1, j]);
        return length[one.Length, other.Length];
    }
}
