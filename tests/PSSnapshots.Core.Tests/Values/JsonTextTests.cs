using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Values;

public class JsonTextTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("\"\\/", "\"\\\"\\\\/\"")]
    [InlineData("\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"")]
    [InlineData("\0\u0001\u001f", "\"\\u0000\\u0001\\u001f\"")]
    [InlineData("\u007f\u2028<>&'+é日🚀", "\"\u007f\u2028<>&'+é日🚀\"")]
    public void WriteQuoted_escapes_only_what_JSON_requires(string text, string quoted) => Assert.Equal(quoted, Quote(text));

    [Fact]
    public void WriteQuoted_escapes_lone_surrogates_but_not_pairs()
    {
        Assert.Equal("\"\\ud800\"", Quote("\uD800"));
        Assert.Equal("\"\\udfffx\"", Quote("\uDFFFx"));
        Assert.Equal("\"\\udc00\\ud800\"", Quote("\uDC00\uD800"));
        Assert.Equal("\"\\ud83d🚀\\ude80\"", Quote("\uD83D🚀\uDE80"));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\\u0041\\u00e9\\u65E5", "Aé日")]
    [InlineData("\\ud83d\\ude80", "🚀")]
    [InlineData("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t")]
    [InlineData("a\\\\u0041", "a\\u0041")]
    [InlineData("🚀\\n🚀", "🚀\n🚀")]
    public void Unescape_replaces_escapes(string raw, string text) => Assert.Equal(text, JsonText.Unescape(Encoding.UTF8.GetBytes(raw)));

    [Fact]
    public void Unescape_preserves_lone_surrogates() =>
        Assert.Equal("\uDE80 \uD83D", JsonText.Unescape("\\ude80 \\uD83D"u8));

    [Fact]
    public void NameEquals_compares_unescaped_names()
    {
        Assert.True(JsonText.NameEquals("runId"u8, "runId"u8));
        Assert.True(JsonText.NameEquals("run\\u0049d"u8, "runId"u8));
        Assert.False(JsonText.NameEquals("runid"u8, "runId"u8));
        Assert.False(JsonText.NameEquals("run\\u0069d"u8, "runId"u8));
    }

    [Fact]
    public void FromJson_removes_white_space_between_tokens_but_not_in_strings() =>
        Assert.Equal("{\"a b\":[1,\"\\\" \"]}", JsonValue.FromJson(" { \"a b\" : [ 1 ,\t\"\\\" \" ] }\r\n").ToString());

    [Fact]
    public void ToUtf8_converts_long_text_with_lone_surrogates()
    {
        var text = string.Concat(Enumerable.Repeat("日🚀\uD800", 20_000));

        Assert.Equal(text, JsonText.Unescape(JsonText.ToUtf8(text)));
    }

    private static string Quote(string text)
    {
        using var output = new Utf8Output();
        JsonText.WriteQuoted(text, output);
        return Encoding.UTF8.GetString(output.Written);
    }
}
