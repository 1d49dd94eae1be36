using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Values;

/// <summary>Asserts how the work of a comparison grows with the size of the values.</summary>
public class ComparisonWorkTests
{
    /// <summary>The shapes of values. Each creates a value of a given size, in one of two spellings.</summary>
    public static TheoryData<string> Shapes => [.. ShapesByName.Keys];

    private static readonly Dictionary<string, Func<int, bool, string>> ShapesByName = new()
    {
        ["nested objects with members in another order"] = (size, other) => Nested(size, other ? "{\"b\":1,\"a\":" : "{\"a\":", other ? "}" : ",\"b\":1}", "0"),
        ["nested objects with escaped names"] = (size, other) => Nested(size, other ? "{\"\\u0061\":" : "{\"a\":", "}", "0"),
        ["nested objects with repeated names"] = (size, other) => Nested(size, other ? "{\"a\":0,\"a\":" : "{\"a\":", "}", "0"),
        ["nested objects with two equal names"] = (size, other) => Nested(size, other ? "{\"\\u0061\":{\"a\":0},\"a\":" : "{\"a\":{\"a\":0},\"a\":", "}", "0"),
        ["nested arrays of objects with members in another order"] = (size, other) => Nested(size, other ? "[{\"b\":1,\"a\":" : "[{\"a\":", other ? "}]" : ",\"b\":1}]", "0"),
        ["many members in another order"] = (size, other) => Many(size, other),
        ["many numbers that are almost equal"] = (size, other) => $"[{string.Join(',', Enumerable.Range(0, size).Select(i => $"0.10000000000000000000{i}{(other ? "0" : "")}"))}]",
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Equality_takes_linear_time(string shape)
    {
        AssertLinear(size => Measure(() => Assert.True(Make(shape, size, false).Equals(Make(shape, size, true)))), size => Make(shape, size, false).ByteCount);
        AssertLinear(size => Measure(() => Assert.False(Make(shape, size, false).Equals(Changed(Make(shape, size, true))))), size => Make(shape, size, false).ByteCount);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Hash_takes_linear_time(string shape) =>
        AssertLinear(size => Measure(() => Assert.Equal(Make(shape, size, false).GetHashCode(), Make(shape, size, true).GetHashCode())), size => Make(shape, size, false).ByteCount);

    [Theory]
    [InlineData(4_000, "later")]
    [InlineData(4_000, "guid")]
    public void Type_notes_of_parts_take_logarithmic_time_each(int count, string type) => AssertLinear(
        size => Measure(() =>
        {
            var notes = TypeNotes.Read(Json.Of($"{{{string.Join(',', Enumerable.Range(0, size).Select(i => $"\"/{i}\":\"{type}\""))}}}").Slice)!;
            for (var i = 0; i < size; i++) Assert.NotNull(notes.Under($"{i}"));
        }),
        size => size * Math.Log2(size),
        count);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reading_and_comparing_a_state_takes_linear_time_in_its_type_notes(bool areKnown) => AssertLinear(
        size =>
        {
            var (one, other) = (Noted(size, areKnown), Noted(size, areKnown));
            return Measure(() => Assert.Empty(StateComparison.Compare(StateOf(one), StateOf(other))));
        },
        size => size * Math.Log2(size),
        2_000);

    [Fact]
    public void Hashes_of_numbers_that_round_to_the_same_double_differ()
    {
        var hashes = Enumerable.Range(0, 1_000).Select(i => JsonNumber.HashOf(Encoding.ASCII.GetBytes($"1.0000000000000000000{i + 1000}"))).Distinct();

        Assert.True(hashes.Count() > 900);
    }

    private static RunState StateOf(string document) => PSSnapshots.Serialization.SnapshotReader.Read(document).State;

    private static string Noted(int size, bool areKnown)
    {
        var context = string.Join(',', Enumerable.Range(0, size).Select(i => $"\"k{i}\":\"a\""));
        var notes = string.Join(',', Enumerable.Range(0, size).Select(i => $"\"/executionContext/k{i}\":\"{(areKnown ? "char" : "later")}\""));
        return TestDocument.Minimal.With("executionContext", $"{{{context}}}").With("valueTypes", $"{{{notes}}}").ToString();
    }

    /// <summary>Measures the work at a size and at four times that size. Linear work grows about fourfold, quadratic work sixteenfold.</summary>
    private static void AssertLinear(Func<int, long> work, Func<int, double> amount, int size = 60)
    {
        var (small, large) = (work(size), work(4 * size));
        var growth = amount(4 * size) / amount(size);

        Assert.True(small > 0);
        Assert.True(large <= small * growth * 1.5, $"The work grew from {small} to {large}, but the size grew by a factor of {growth:0.0}.");
    }

    private static long Measure(Action act)
    {
        var before = ComparisonWork.Count;
        act();
        return ComparisonWork.Count - before;
    }

    private static JsonValue Make(string shape, int size, bool other) => Json.Of(ShapesByName[shape](size, other));

    /// <summary>Returns a copy of a value in which the last 0, which is the innermost value, is another number.</summary>
    private static JsonValue Changed(JsonValue value)
    {
        var text = value.ToString();
        var last = text.LastIndexOf('0');
        return Json.Of(text[..last] + "7" + text[(last + 1)..]);
    }

    private static string Nested(int depth, string open, string close, string inner) =>
        string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth));

    private static string Many(int count, bool reversed)
    {
        var members = Enumerable.Range(0, count).Select(i => $"\"k{i}\":0");
        return $"{{{string.Join(',', reversed ? members.Reverse() : members)}}}";
    }
}
