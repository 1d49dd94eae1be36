using CsCheck;
using PSSnapshots.Comparison;

namespace PSSnapshots.Core.Tests.Comparison;

public class ListAlignmentTests
{
    private static readonly Gen<int[]> Lists = Gen.Int[0, 5].Array[0, 12];

    [Fact]
    public void The_differences_lead_from_the_first_list_to_the_second() =>
        Gen.Select(Lists, Lists).Sample((from, to) => Apply(from, to).SequenceEqual(to));

    [Fact]
    public void Equal_lists_have_no_differences() =>
        Lists.Sample(list => !Differences(list, list).Any());

    [Fact]
    public void No_more_items_are_touched_than_a_longest_common_subsequence_leaves() =>
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
    public void One_item_put_into_ten_thousand_is_one_difference(int place)
    {
        int[] from = [.. Enumerable.Range(0, 10_000)];
        int[] to = [.. from[..place], -1, .. from[place..]];

        Assert.Equal((-1, place), Assert.Single(Differences(from, to)));
    }

    [Fact]
    public void Lists_that_differ_in_all_of_many_items_are_matched_by_place()
    {
        int[] from = [.. Enumerable.Range(0, 3_000)];
        int[] to = [.. Enumerable.Range(10_000, 3_000)];

        Assert.Equal(Enumerable.Range(0, 3_000).Select(i => (i, i)), Differences(from, to));
    }

    [Theory]
    [InlineData("id")]
    [InlineData("name")]
    [InlineData("key")]
    public void Objects_with_a_distinct_key_stand_for_one_another_wherever_they_are(string key)
    {
        var from = Objects($$"""[{"{{key}}":"a","v":1},{"{{key}}":"b","v":2},{"{{key}}":"c","v":3}]""");
        var to = Objects($$"""[{"{{key}}":"new","v":0},{"{{key}}":"b","v":9},{"{{key}}":"c","v":3}]""");

        Assert.Equal([(0, -1), (-1, 0), (1, 1)], ListAlignment.Differences(from, to, ValueEqualityComparer.ByValue));
    }

    [Fact]
    public void Objects_with_a_key_that_repeats_are_matched_as_they_are()
    {
        var from = Objects("""[{"id":1,"v":1},{"id":1,"v":2}]""");
        var to = Objects("""[{"id":1,"v":2}]""");

        Assert.Equal((0, -1), Assert.Single(ListAlignment.Differences(from, to, ValueEqualityComparer.ByValue)));
    }

    private static IEnumerable<(int From, int To)> Differences(int[] from, int[] to) =>
        ListAlignment.Differences(Values(from), Values(to), ValueEqualityComparer.ByValue);

    private static ItemList Values(int[] numbers) => ItemList.Of(Array.ConvertAll(numbers, number => JsonValue.From(number)));

    private static ItemList Objects(string json) => ItemList.Of(JsonValue.FromJson(json).Items());

    /// <summary>Goes through the first list and does what the differences say.</summary>
    private static List<int> Apply(int[] from, int[] to)
    {
        var result = new List<int>();
        var next = 0;
        foreach (var (i, j) in Differences(from, to))
        {
            // What stands before a difference in either list is common to both.
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
