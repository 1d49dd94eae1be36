using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Patching;

public class JsonPatchTests
{
    private static readonly bool[] Guards = [false, true];

    [Fact]
    public void Between_creates_patches_from_one_value_to_another_and_back() =>
        Property.Holds(Gen.Select(Generate.Tree, Generate.Tree), pair =>
        {
            var (from, to) = (pair.Item1.ToValue(), pair.Item2.ToValue());

            foreach (var guarded in Guards)
            {
                Assert.Equal(to, JsonPatch.Between(from, to, guarded).Apply(from));
                Assert.Equal(from, JsonPatch.Parse(JsonPatch.Between(to, from, guarded).ToString()).Apply(to));
            }
            Assert.Equal(0, JsonPatch.Between(from, from).Count);
        });

    [Fact]
    public void Between_creates_patches_from_one_array_to_another() =>
        Property.Holds(Gen.Select(Gen.Int[0, 4].Array[0, 9], Gen.Int[0, 4].Array[0, 9], Gen.Bool), example =>
        {
            var (from, to) = (Of(example.Item1), Of(example.Item2));

            Assert.Equal(to, JsonPatch.Between(from, to, guarded: true).Apply(from));

            JsonValue Of(int[] numbers) => Json.Of($"[{string.Join(',', numbers.Select(n => example.Item3 ? $$"""{"id":{{n}},"v":"{{new string('x', 60)}}"}""" : $"{n}"))}]");
        });

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"a":1,"b":3}""", """{"op":"replace","path":"/b","value":3}""")]
    [InlineData("""{"a":1}""", """{"a":1,"~/":{"":[]}}""", """{"op":"add","path":"/~0~1","value":{"":[]}}""")]
    [InlineData("""{"a":1,"":2}""", """{"a":1}""", """{"op":"remove","path":"/"}""")]
    [InlineData("""["a","b","c"]""", """["x","a","b","c"]""", """{"op":"add","path":"/0","value":"x"}""")]
    [InlineData("""[{"id":1,"v":[0]},{"id":2,"v":[0,{"w":true}]}]""", """[{"id":2,"v":[0,{"w":false}]}]""", """{"op":"remove","path":"/0"}|{"op":"replace","path":"/0/v/1/w","value":false}""")]
    [InlineData("""{"a":{"b":1,"c":2,"d":3}}""", """{"a":{"e":1}}""", """{"op":"replace","path":"/a","value":{"e":1}}""")]
    [InlineData("""{"a":1.0}""", """{"a":1}""", "")]
    [InlineData("1", "[]", """{"op":"replace","path":"","value":[]}""")]
    public void Between_creates_the_shortest_patch(string from, string to, string operations) =>
        Assert.Equal(operations, string.Join('|', LinesOf(JsonPatch.Between(Json.Of(from), Json.Of(to)))));

    [Fact]
    public void Guarded_patch_fails_when_a_removed_value_is_not_the_expected_one()
    {
        var patch = JsonPatch.Between(Json.Of("""{"keep":"aaaaaaaaaaaaaaaaaaaaaaaa","list":[1,2,3]}"""), Json.Of("""{"keep":"aaaaaaaaaaaaaaaaaaaaaaaa","list":[2,3]}"""), guarded: true);

        Assert.Contains("""{"op":"test","path":"/list/0","value":1}""", LinesOf(patch));
        var failure = Assert.Throws<PatchFailedException>(() => patch.Apply(Json.Of("""{"list":[9,2,3]}""")));
        Assert.Equal((0, "/list/0"), (failure.OperationIndex, failure.Path));
    }

    [Fact]
    public void Patches_preserve_lone_surrogates()
    {
        var from = Json.Of("""{"\uD800":"\uDC00"}""");
        var to = Json.Of("""{"\uD800":"\uD800","\uDBFF":[1]}""");

        Assert.Equal(to, JsonPatch.Parse(JsonPatch.Between(from, to).ToString()).Apply(from));
    }

    [Fact]
    public void Apply_preserves_the_types_of_unpatched_values()
    {
        var noted = new JsonValue(Json.Of("""{"a":["1","2"],"b":"3"}""").Slice, TypeNotes.Of([new("", TypeNote.Hashtable), new("/a/1", TypeNote.Uri), new("/b", TypeNote.Version)]));

        var patched = JsonPatch.Parse("""[{"op":"remove","path":"/a/0"},{"op":"add","path":"/c","value":1}]""").Apply(noted);

        Assert.Equal(new JsonValue(Json.Of("""{"a":["2"],"b":"3","c":1}""").Slice, TypeNotes.Of([new("", TypeNote.Hashtable), new("/a/0", TypeNote.Uri), new("/b", TypeNote.Version)])), patched);
    }

    [Theory]
    [InlineData("", null, "The JSON Patch is not valid. The input does not contain any JSON tokens.")]
    [InlineData("{}", null, "The JSON Patch is not valid. Expected an array of operations, but the JSON type is Object.")]
    [InlineData("[1]", 0, "Operation 0 of the JSON Patch is not valid. Expected an object, but the JSON type is Number.")]
    [InlineData("""[{"op":"remove","path":"/a"},{"op":"remove"}]""", 1, "Operation 1 of the JSON Patch is not valid. The member 'path' is missing or is not a string.")]
    [InlineData("""[{"op":"remove","path":"a"}]""", 0, "Operation 0 of the JSON Patch is not valid. The member 'path' is not a JSON Pointer: 'a'.")]
    [InlineData("""[{"op":"remove","path":"/~2"}]""", 0, "Operation 0 of the JSON Patch is not valid. The member 'path' is not a JSON Pointer: '/~2'.")]
    [InlineData("""[{"op":"Remove","path":"/a"}]""", 0, "Operation 0 of the JSON Patch is not valid. 'Remove' is not an operation. Use add, remove, replace, move, copy or test.")]
    [InlineData("""[{"op":"add","path":"/a"}]""", 0, "Operation 0 of the JSON Patch is not valid. The member 'value' is missing.")]
    [InlineData("""[{"op":"move","path":"/a"}]""", 0, "Operation 0 of the JSON Patch is not valid. The member 'from' is missing or is not a string.")]
    [InlineData("""[{"op":"remove","op":"test","path":"/a"}]""", 0, "Operation 0 of the JSON Patch is not valid. The member 'op' is duplicated.")]
    public void Parse_throws_with_the_index_of_the_invalid_operation(string json, int? index, string message)
    {
        var failure = Assert.Throws<InvalidPatchException>(() => JsonPatch.Parse(json));

        Assert.Equal(index, failure.OperationIndex);
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"op":"move","from":"/a","path":"/a/b"}""", "/a", "A value cannot be moved into itself.")]
    [InlineData("""{"op":"remove","path":""}""", "", "The whole document cannot be removed.")]
    [InlineData("""{"op":"copy","from":"/x","path":"/y"}""", "/x", "The member 'x' does not exist.")]
    [InlineData("""{"op":"copy","from":"/a","path":"/x/y"}""", "/x/y", "The member 'x' does not exist.")]
    [InlineData("""{"op":"copy","from":"/a","path":"/l/0/y"}""", "/l/0/y", "A value of the JSON type Number has no members or items.")]
    [InlineData("""{"op":"add","path":"/l/3","value":1}""", "/l/3", "The index 3 is out of range. The length of the array is 2.")]
    [InlineData("""{"op":"remove","path":"/l/2"}""", "/l/2", "The index 2 is out of range. The length of the array is 2.")]
    [InlineData("""{"op":"replace","path":"/l/-","value":1}""", "/l/-", "'-' is not an array index.")]
    [InlineData("""{"op":"test","path":"/l/0","value":"1"}""", "/l/0", "Expected \"1\", but found 1.")]
    public void Apply_throws_with_the_operation_and_path_and_changes_nothing(string operation, string path, string reason)
    {
        var document = Json.Of("""{"a":{"b":1},"l":[1,2]}""");
        var before = document.ToString();

        var failure = Assert.Throws<PatchFailedException>(() => JsonPatch.Parse($$"""[{"op":"replace","path":"/a/b","value":2},{{operation}}]""").Apply(document));

        Assert.Equal((1, path, before), (failure.OperationIndex, failure.Path, document.ToString()));
        Assert.Equal($"Operation 1 of the JSON Patch failed at '{path}': {reason} Nothing was changed.", failure.Message);
    }

    [Fact]
    public void Apply_fails_when_copies_exceed_the_maximum_size()
    {
        var doubling = string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""{"op":"copy","from":"","path":"/{{i}}"}"""));

        Assert.Throws<PatchFailedException>(() => JsonPatch.Parse($"[{doubling}]").Apply(Json.Of($$"""{"a":"{{new string('x', 1_000_000)}}"}""")));
    }

    [Fact]
    public void Apply_fails_when_moves_exceed_the_maximum_depth()
    {
        var deep = string.Concat(Enumerable.Repeat("/a", JsonValue.MaxDepth - 1));
        var operations = Enumerable.Range(0, 40).Select(i =>
            $$"""{"op":"add","path":"/n{{i + 1}}","value":{{string.Concat(Enumerable.Repeat("{\"a\":", 500))}}1{{new string('}', 500)}}},{"op":"move","from":"/n{{i}}","path":"/n{{i + 1}}{{deep[..(2 * 500)]}}"}""");

        Assert.Throws<PatchFailedException>(() => JsonPatch.Parse($"[{string.Join(',', operations)}]").Apply(Json.Of("""{"n0":{"a":{}}}""")));
    }

    private static string[] LinesOf(JsonPatch patch) =>
        patch.Count == 0 ? [] : [.. patch.ToString().Split('\n')[1..^1].Select(line => line.Trim().TrimEnd(','))];
}
