using System.Text;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Serialization;

public class TokenSlicesTests
{
    private const int DocumentCount = 10_000;

    [Theory]
    [InlineData("1", 0)]
    [InlineData("{}", 1)]
    [InlineData("[1]", 1)]
    [InlineData("[[],[[1]],{}]", 3)]
    [InlineData("{\"a\":{\"b\":[]},\"c\":1}", 3)]
    public void Skip_returns_the_depth_of_a_value(string text, int levels)
    {
        var tokens = new JsonTokens(DocumentText.Of(Encoding.UTF8.GetBytes(text)));
        Assert.True(tokens.Read());
        Assert.Equal(levels, tokens.Skip());
        Assert.False(tokens.Read());
    }

    [Fact]
    public void End_returns_compact_slices()
    {
        var random = new Random(7);
        for (var i = 0; i < DocumentCount; i++)
        {
            var json = RandomJson.Spaced(random);
            var tokens = new JsonTokens(DocumentText.Of(json));
            tokens.Read();
            var value = tokens.Begin();
            tokens.Skip();
            Assert.Equal(Encoding.UTF8.GetString(WithoutWhiteSpace(json)), Encoding.UTF8.GetString(tokens.End(value).Span));
        }
    }

    [Fact]
    public void KeySet_detects_a_duplicate_key_with_other_escapes()
    {
        const string Text = "step-1|step\\u002d1|step-2|\\ud800|\\ud801|\ufffd|\\uD800|a\\\\b|a\\u005cb";
        bool[] isNew = [true, false, true, true, true, true, false, true, false];
        var utf8 = Encoding.UTF8.GetBytes("\"" + Text);
        using var keys = new KeySet(utf8);
        var start = 1;
        foreach (var (key, expected) in Text.Split('|').Zip(isNew))
        {
            var length = Encoding.UTF8.GetByteCount(key);
            Assert.Equal(expected, keys.Add(start, length));
            start += length + 1;
        }
    }

    [Fact]
    public void KeySet_detects_duplicates_among_many_keys()
    {
        var names = Enumerable.Range(0, 5_000).Select(i => $"step-{i}").ToArray();
        var utf8 = Encoding.UTF8.GetBytes("\"" + string.Concat(names));
        using var keys = new KeySet(utf8);
        foreach (var expected in new[] { true, false })
        {
            var start = 1;
            foreach (var name in names)
            {
                Assert.Equal(expected, keys.Add(start, name.Length));
                start += name.Length;
            }
        }
    }

    private static byte[] WithoutWhiteSpace(byte[] json)
    {
        var kept = new List<byte>();
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (!inString && json[i] <= ' ') continue;
            kept.Add(json[i]);
            if (json[i] == '"') inString = !inString;
            else if (inString && json[i] == '\\') kept.Add(json[++i]);
        }
        return [.. kept];
    }

    /// <summary>Creates small documents with all kinds of JSON values and random white space between tokens.</summary>
    private static class RandomJson
    {
        private static readonly string[] Scalars =
        [
            "0", "-1", "12.5", "1e9", "-0.25E-3", "true", "false", "null", "\"\"", "\"a\"", "\"naïve 日本 🚀\"", "\"\\\"\\\\\\n\\u00e9\"",
            "\"a text that is longer than one vector of sixteen bytes\"", "\"\\\\\"", "\"{[,:]} \"",
        ];

        public static byte[] Spaced(Random random)
        {
            var text = new StringBuilder();
            Append(text, random, depth: 0, blanks: random.Next(3));
            return Encoding.UTF8.GetBytes(text.ToString());
        }

        private static void Append(StringBuilder text, Random random, int depth, int blanks)
        {
            Blank();
            switch (depth < 5 ? random.Next(depth == 0 ? 2 : 4) : 3)
            {
                case 0:
                    Items('{', '}', named: true);
                    break;
                case 1:
                    Items('[', ']', named: false);
                    break;
                default:
                    text.Append(Scalars[random.Next(Scalars.Length)]);
                    break;
            }
            Blank();

            void Items(char open, char close, bool named)
            {
                text.Append(open);
                var count = random.Next(5);
                for (var i = 0; i < count; i++)
                {
                    if (i > 0) text.Append(',');
                    if (named)
                    {
                        Blank();
                        text.Append(Scalars[random.Next(8, Scalars.Length)]);
                        Blank();
                        text.Append(':');
                    }
                    Append(text, random, depth + 1, blanks);
                }
                Blank();
                text.Append(close);
            }

            void Blank()
            {
                if (blanks == 0 || random.Next(3) == 0) return;
                text.Append(random.Next(2) == 0 ? " " : "\n" + new string(' ', random.Next(40)));
            }
        }
    }
}
