using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Values;

public class JsonNumberTests
{
    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("1", "10e-1")]
    [InlineData("100", "1E+2")]
    [InlineData("-0.001200", "-12e-4")]
    [InlineData("0", "-0")]
    [InlineData("0", "0.000e5")]
    [InlineData("1e400", "10e399")]
    [InlineData("12345678901234567890123", "1.2345678901234567890123e22")]
    public void Numbers_with_the_same_value_are_equal_and_have_the_same_hash(string left, string right)
    {
        Assert.True(AreEqual(left, right));
        Assert.True(AreEqual(right, left));
        Assert.Equal(JsonNumber.HashOf(Encoding.UTF8.GetBytes(left)), JsonNumber.HashOf(Encoding.UTF8.GetBytes(right)));
    }

    [Theory]
    [InlineData("1", "-1")]
    [InlineData("1", "2")]
    [InlineData("1", "10")]
    [InlineData("9007199254740992", "9007199254740993")]
    [InlineData("0.1", "0.10000000000000000001")]
    [InlineData("1e400", "1e401")]
    public void Numbers_with_different_values_are_not_equal(string left, string right) => Assert.False(AreEqual(left, right));

    [Theory]
    [InlineData("1e9223372036854775807")]
    [InlineData("1e-9223372036854775807")]
    [InlineData("1e-9223372036854775808")]
    [InlineData("1e99999999999999999999999999")]
    public void Number_with_a_huge_exponent_equals_only_itself(string number)
    {
        Assert.True(AreEqual(number, number));
        Assert.False(AreEqual(number, "1"));
        Assert.False(AreEqual("1" + number, number));
        Assert.Equal(JsonNumber.HashOf(Encoding.UTF8.GetBytes(number)), JsonNumber.HashOf(Encoding.UTF8.GetBytes(number)));
    }

    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e20, "1E+20")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    public void Format_returns_the_shortest_text_with_a_fraction_or_an_exponent(double value, string text)
    {
        Assert.Equal(text, JsonNumber.Format(value));
        Assert.False(JsonNumber.IsInteger(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(value, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Format_keeps_the_sign_of_negative_zero() => Assert.Equal("-0.0", JsonNumber.Format(-0.0));

    private static bool AreEqual(string left, string right) =>
        JsonNumber.AreEqual(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
