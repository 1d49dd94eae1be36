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
    public void Append_escapes_a_name_as_in_RFC_6901(string token, string pointer)
    {
        Assert.Equal(pointer, JsonPointer.Append("", token));
        Assert.Equal("/x" + pointer, JsonPointer.Append("/x", token));
    }

    [Fact]
    public void Append_writes_an_index_as_a_number() => Assert.Equal("/logs/12", JsonPointer.Append("/logs", 12));
}
