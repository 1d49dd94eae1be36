using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Values;

public class JsonEqualityTests
{
    [Theory]
    [InlineData("""{"a":1,"a":2}""", """{"a":3,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""", """{"a":3,"a":2}""")]
    [InlineData("""{"o":{"x":1},"b":0,"o":{"x":2}}""", """{"o":{"x":5},"b":0,"o":{"x":2}}""")]
    [InlineData("""[{"o":[{"x":1,"y":0,"x":2}]}]""", """[{"o":[{"x":7,"y":0,"x":2}]}]""")]
    [InlineData("""{"a":[1,{"b":1}],"a":[]}""", """{"a":[1,{"b":2}],"a":[]}""")]
    [InlineData("""{"a":1,"b":2,"a":3}""", """{"a":4,"a":3,"b":2}""")]
    [InlineData("""{"a":1,"x":2,"a":3,"a":4}""", """{"x":2,"a":4}""")]
    [InlineData("""{"a":1,"a":2,"a":3,"x":4,"y":5}""", """{"y":5,"x":4,"a":3}""")]
    public void Last_value_of_a_repeated_name_is_compared(string one, string other) => AssertEqual(true, one, other);

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":2,"b":2}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":1,"a":3}""")]
    [InlineData("""{"o":{"x":1},"o":{"x":2}}""", """{"o":{"x":2},"o":{"x":1}}""")]
    [InlineData("""[1,[2,{"a":[3]}],4]""", """[1,[2,{"a":[5]}],4]""")]
    [InlineData("""{"a":"1"}""", """{"a":1}""")]
    [InlineData("""{"a":{"b":"x}]"},"c":"{[a"}""", """{"a":{"b":"y}]"},"c":"{[a"}""")]
    [InlineData("""{"a":1,"b":[],"c":{}}""", """{"a":1,"b":{},"c":[]}""")]
    [InlineData("""{"a":[]}""", """{"a":[1]}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1,"c":2}""")]
    public void Different_values_are_not_equal(string one, string other) => AssertEqual(false, one, other);

    [Theory]
    [InlineData("\"/w==\"", "[255]", true)]
    [InlineData("\"\\/w==\"", "[255]", true)]
    [InlineData("\"\\/w==\"", "[254]", false)]
    public void Bytes_equal_an_array_of_the_same_numbers(string base64, string array, bool expected)
    {
        var notes = TypeNotes.Of([new("", TypeNote.Bytes)]);

        Assert.Equal(expected, JsonEquality.AreEqual(Json.Of(base64).Slice, notes, Json.Of(array).Slice, null));
        Assert.Equal(expected, JsonEquality.HashOf(Json.Of(base64).Slice, notes) == JsonEquality.HashOf(Json.Of(array).Slice, null));
    }

    [Fact]
    public void Times_with_escapes_are_compared_as_instants()
    {
        var notes = TypeNotes.Of([new("", TypeNote.DateTimeOffset)]);
        var escaped = Json.Of("\"2020-01-01T01:00:00\\u002B02:00\"").Slice;
        var utc = Json.Of("\"2019-12-31T23:00:00Z\"").Slice;

        Assert.True(JsonEquality.AreEqual(escaped, notes, utc, notes));
        Assert.Equal(JsonEquality.HashOf(escaped, notes), JsonEquality.HashOf(utc, notes));
    }

    [Fact]
    public void Objects_beyond_the_depth_of_the_token_comparison_are_compared()
    {
        var (start, end) = (string.Concat(Enumerable.Repeat("{\"a\":", 60)), new string('}', 60));
        AssertEqual(false, start + "1" + end, start + "2" + end);
        AssertEqual(true, start + "1" + end, start + "1.0" + end);
    }

    [Fact]
    public void Difference_between_members_in_the_same_order_is_found_in_one_pass()
    {
        var members = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"member{i}\":{i}"));
        var (one, other) = (Json.Of($"{{\"first\":1,{members}}}"), Json.Of($"{{\"first\":2,{members}}}"));
        var before = ComparisonWork.Count;
        Assert.False(one.Equals(other));
        Assert.InRange(ComparisonWork.Count - before, 1, one.ByteCount + other.ByteCount);
    }

    private static void AssertEqual(bool expected, string one, string other)
    {
        Assert.Equal(expected, Json.Of(one).Equals(Json.Of(other)));
        Assert.Equal(expected, Json.Of(other).Equals(Json.Of(one)));
    }
}
