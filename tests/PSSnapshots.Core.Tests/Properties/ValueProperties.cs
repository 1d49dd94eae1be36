using System.Text;
using System.Text.Json;
using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Properties;

public class ValueProperties
{
    [Fact]
    public void Spellings_of_a_value_are_equal_and_have_the_same_hash() => Property.Holds(Generate.Tree, tree =>
    {
        var values = Enum.GetValues<Spelling>().Select(spelling => JsonValue.FromJson(tree.Write(spelling))).ToArray();

        Assert.All(values, value => Assert.Equal(values[0], value));
        Assert.All(values, value => Assert.Equal(values[0].GetHashCode(), value.GetHashCode()));
    });

    [Fact]
    public void Values_are_equal_if_and_only_if_they_have_the_same_meaning() => Property.Holds(
        Gen.Select(Generate.Tree, Generate.Tree),
        pair => Assert.Equal(pair.Item1.Meaning == pair.Item2.Meaning, pair.Item1.ToValue().Equals(JsonValue.FromJson(pair.Item2.Write(Spelling.Odd)))),
        times: 2000);

    [Fact]
    public void Equality_of_objects_with_repeated_names_matches_a_simple_model() => Property.Holds(Gen.Int, seed =>
    {
        var random = new Random(seed);
        var (one, other) = (WithRepeatedNames(random, depth: 3), WithRepeatedNames(random, depth: 3));
        var normal = Normalize(one);
        var value = JsonValue.FromJson(one);

        Assert.Equal(JsonValue.FromJson(normal), value);
        Assert.Equal(JsonValue.FromJson(normal).GetHashCode(), value.GetHashCode());
        Assert.Equal(normal == Normalize(other), value.Equals(JsonValue.FromJson(other)));
    }, times: 5000);

    [Fact]
    public void FromJson_removes_only_white_space() => Property.Holds(Generate.Tree, tree =>
    {
        Assert.Equal(tree.Write(Spelling.Plain), JsonValue.FromJson(tree.Write(Spelling.Spaced)).ToString());
        Assert.Equal(tree.Write(Spelling.Odd), JsonValue.FromJson(tree.Write(Spelling.Odd)).ToString());
    });

    [Fact]
    public void Indented_JSON_is_read_as_the_same_value() => Property.Holds(Generate.Tree, tree =>
    {
        var value = tree.ToValue();

        Assert.Equal(value.ToString(), JsonValue.FromJson(Indented(value)).ToString());
    });

    [Fact]
    public void Indented_JSON_has_the_layout_of_JSON_stringify() => Property.Holds(Generate.Tree, tree =>
    {
        // Utf8JsonWriter indents as JSON.stringify does. Strings are replaced because its escapes differ.
        var value = JsonValue.FromJson(System.Text.RegularExpressions.Regex.Replace(tree.Write(Spelling.Plain), """
            "(\\.|[^"\\])*"
            """.Trim(), "\"t\""));
        using var document = JsonDocument.Parse(value.ToString());
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n" };
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, options)) document.RootElement.WriteTo(writer);

        Assert.Equal(Encoding.UTF8.GetString(stream.ToArray()), Indented(value));
    });

    [Fact]
    public void String_is_preserved_through_JSON() => Property.Holds(Generate.Text, text =>
    {
        Assert.Equal(text, JsonValue.From(text).GetString());
        Assert.Equal(JsonValue.From(text), new Tree.Text(text).ToValue());
        Assert.Equal(JsonValue.From(text), JsonValue.FromJson(JsonValue.From(text).ToString()));
    });

    [Fact]
    public void GetMember_finds_every_member_by_name() => Property.Holds(Generate.ObjectTree, tree =>
    {
        foreach (var spelling in Enum.GetValues<Spelling>())
        {
            var value = JsonValue.FromJson(tree.Write(spelling));
            foreach (var (name, member) in ((Tree.Members)tree).All) Assert.Equal(member.ToValue(), value.GetMember(name));
            Assert.Null(value.GetMember("missing"));
        }
    });

    private static string WithRepeatedNames(Random random, int depth)
    {
        var parts = Enumerable.Range(0, random.Next(6)).Select(_ => depth == 0 ? "" : WithRepeatedNames(random, depth - 1)).ToArray();
        return (depth == 0 ? 0 : random.Next(4)) switch
        {
            0 => $"{random.Next(2)}",
            1 => $"[{string.Join(',', parts)}]",
            _ => $"{{{string.Join(',', parts.Select(part => $"\"{(random.Next(3) == 0 ? "\\u0061" : "abc"[random.Next(3)])}\":{part}"))}}}",
        };
    }

    /// <summary>Returns JSON text with the last member of each name, sorted by name.</summary>
    private static string Normalize(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Normalize(document.RootElement);
    }

    private static string Normalize(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(Normalize))}]",
        JsonValueKind.Object => $"{{{string.Join(',', element.EnumerateObject()
            .GroupBy(member => member.Name)
            .OrderBy(members => members.Key, StringComparer.Ordinal)
            .Select(members => $"\"{members.Key}\":{Normalize(members.Last().Value)}"))}}}",
        _ => element.GetRawText(),
    };

    private static string Indented(JsonValue value)
    {
        using var output = new Utf8Output(indented: true);
        output.Json(value.Utf8);
        return Encoding.UTF8.GetString(output.Written);
    }
}
