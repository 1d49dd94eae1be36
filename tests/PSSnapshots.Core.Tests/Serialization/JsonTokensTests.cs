using System.Text;
using System.Text.Json;
using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Serialization;

/// <summary>Compares <see cref="JsonTokens"/> with <see cref="Utf8JsonReader"/> on valid text and on text with a few changed bytes.</summary>
public class JsonTokensTests
{
    private static readonly byte[] Replacements = [.. "{}[]:,\"\\ \n\t\r0123456789.-+eEutrfalsnb/"u8, 0x01, 0x1F, 0x7F];

    private static readonly Gen<byte[]> Changed = Gen.Select(
        Gen.OneOf(Generate.Tree, Generate.ObjectTree),
        Gen.Bool,
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 2], Gen.Int[0, Replacements.Length - 1]).Array[0, 3],
        (tree, spaced, edits) =>
        {
            var json = tree.ToValue().ToString();
            if (spaced) json = json.Replace(",", " ,\n ", StringComparison.Ordinal).Replace(":", "\t: ", StringComparison.Ordinal);
            var bytes = new List<byte>(Encoding.UTF8.GetBytes(json));
            foreach (var (position, kind, replacement) in edits) Edit(bytes, position, kind, Replacements[replacement]);
            return bytes.ToArray();
        });

    [Fact]
    public void Read_returns_the_same_tokens_and_errors_as_Utf8JsonReader() =>
        Property.Holds(Changed, text => Assert.Equal(ReadWithUtf8JsonReader(text), ReadWithJsonTokens(text)), times: 20_000);

    [Fact]
    public void Skip_accepts_the_same_text_as_Read() =>
        Property.Holds(Changed, text => Assert.Equal(End(ReadWithUtf8JsonReader(text)), ReadWithSkips(text)), times: 20_000);

    [Theory]
    [InlineData("1", true)]
    [InlineData("-0", true)]
    [InlineData("01", false)]
    [InlineData("1.", false)]
    [InlineData(".5", false)]
    [InlineData("-", false)]
    [InlineData("1e", false)]
    [InlineData("1e+", false)]
    [InlineData("1E-2", true)]
    [InlineData("1.5e400", true)]
    [InlineData("NaN", false)]
    [InlineData("nul", false)]
    [InlineData("nulll", false)]
    [InlineData("\"\\u12G4\"", false)]
    [InlineData("\"\\x\"", false)]
    [InlineData("\"a\nb\"", false)]
    [InlineData("\"\\ud800\"", true)]
    [InlineData("[1,]", false)]
    [InlineData("[,1]", false)]
    [InlineData("{\"a\":1,}", false)]
    [InlineData("{\"a\"}", false)]
    [InlineData("{1:1}", false)]
    [InlineData("[1}", false)]
    [InlineData("1 1", false)]
    [InlineData(" [ ] ", true)]
    [InlineData("// comment\n1", false)]
    [InlineData("\u00a01", false)]
    public void Read_accepts_only_JSON(string text, bool isJson)
    {
        var ours = ReadWithJsonTokens(Encoding.UTF8.GetBytes(text));

        Assert.Equal(isJson, !ours[^1].StartsWith("failed", StringComparison.Ordinal));
        Assert.Equal(ReadWithUtf8JsonReader(Encoding.UTF8.GetBytes(text)), ours);
    }

    private static void Edit(List<byte> bytes, int position, int kind, byte replacement)
    {
        position %= bytes.Count + 1;
        if (kind == 0) bytes.Insert(position, replacement);
        else if (position == bytes.Count) return;
        else if (kind == 1) bytes[position] = replacement;
        else bytes.RemoveAt(position);
    }

    private static string End(List<string> tokens) => tokens[^1];

    private static List<string> ReadWithUtf8JsonReader(byte[] text)
    {
        var tokens = new List<string>();
        var reader = new Utf8JsonReader(DocumentText.Of(text).Utf8, new JsonReaderOptions { MaxDepth = JsonTokens.MaxDocumentDepth });
        try
        {
            while (reader.Read()) tokens.Add($"{reader.TokenType} {reader.TokenStartIndex} {Encoding.Latin1.GetString(reader.ValueSpan)}");
            tokens.Add("end");
        }
        catch (JsonException failure)
        {
            tokens.Add($"failed {failure.LineNumber} {failure.BytePositionInLine} {failure.Message}");
        }
        return tokens;
    }

    private static List<string> ReadWithJsonTokens(byte[] text)
    {
        var tokens = new List<string>();
        var reader = new JsonTokens(DocumentText.Of(text));
        try
        {
            while (reader.Read()) tokens.Add($"{reader.Type} {reader.Start} {Encoding.Latin1.GetString(reader.Raw)}");
            tokens.Add("end");
        }
        catch (JsonException failure)
        {
            tokens.Add($"failed {failure.LineNumber} {failure.BytePositionInLine} {failure.Message}");
        }
        return tokens;
    }

    /// <summary>Reads the text, skipping every second array or object, and returns how reading ends.</summary>
    private static string ReadWithSkips(byte[] text)
    {
        var reader = new JsonTokens(DocumentText.Of(text));
        var containers = 0;
        try
        {
            while (reader.Read())
                if (reader.Type is JsonTokenType.StartObject or JsonTokenType.StartArray && containers++ % 2 == 0) reader.Skip();
            return "end";
        }
        catch (JsonException failure)
        {
            return $"failed {failure.LineNumber} {failure.BytePositionInLine} {failure.Message}";
        }
    }
}
