using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Values;

public class JsonPointerTests
{
    [Theory]
    [InlineData("a", "/a")]
    [InlineData("", "/")]
    [InlineData("a/b", "/a~1b")]
    [InlineData("m~n", "/m~0n")]
    [InlineData("~1", "/~01")]
    [InlineData("/~", "/~1~0")]
    [InlineData(" \"%", "/ \"%")]
    public void A_token_is_escaped_as_rfc_6901_has_it(string token, string pointer)
    {
        Assert.Equal(pointer, JsonPointer.Append("", token));
        Assert.Equal("/x" + pointer, JsonPointer.Append("/x", token));
    }

    [Fact]
    public void An_index_is_a_plain_number() => Assert.Equal("/logs/12", JsonPointer.Append("/logs", 12));
}
