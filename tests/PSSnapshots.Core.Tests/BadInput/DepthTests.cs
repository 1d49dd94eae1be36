using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class DepthTests
{
    public static TheoryData<string, string> Places => new()
    {
        { "/stepResults/s/output", "stepResults:{\"s\":{\"status\":\"completed\",\"output\":#}}" },
        { "/stepResults/s/extra", "stepResults:{\"s\":{\"status\":\"completed\",\"extra\":#}}" },
        { "/input", "input:#" },
        { "/result", "result:#" },
        { "/error", "error:#" },
        { "/executionContext/k", "executionContext:{\"k\":#}" },
        { "/unknown", "unknown:#" },
        { "/logs/0/extra", "logs:[{\"timestamp\":1,\"type\":\"step\",\"description\":\"d\",\"extra\":#}]" },
    };

    public static TheoryData<string, string> Bombs => new()
    {
        { new string('[', 100_000), "at the root" },
        { string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), "of objects" },
        { TestDocument.Minimal.WithOutput(new string('[', 100_000)).ToString(), "in an output" },
        { TestDocument.Minimal.WithOutput(Arrays(100_000)).ToString(), "that is closed again" },
        { TestDocument.Minimal.With("events", new string('[', 100_000)).ToString(), "in the events" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Value_of_512_levels_is_preserved_and_restored(string path, string field)
    {
        foreach (var value in new[] { Arrays(512), Arrays(512, "1"), Objects(512), Objects(512, "\"x\"") })
        {
            var document = Document(field, value);
            Assert.Empty(SnapshotReader.Validate(document));

            var snapshot = SnapshotReader.Read(document);
            var again = SnapshotReader.Read(new SnapshotManager().Export(snapshot));

            Same.State(snapshot, again);
            Assert.Contains(value, new SnapshotManager().Export(again, compress: true), StringComparison.Ordinal);
            Assert.Single(StateComparison.Compare(snapshot.State, SnapshotReader.Read(Document(field, "0")).State), change => change.Path == path);
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Value_of_513_levels_is_a_depth_violation(string path, string field)
    {
        foreach (var value in new[] { Arrays(513), Arrays(513, "1"), Objects(513) })
        {
            var violation = Assert.Single(SnapshotReader.Validate(Document(field, value)));
            Assert.Equal(("depth", path), (violation.Rule, violation.Path));
            Assert.Contains("513 levels", violation.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public void Deeply_nested_document_is_a_depth_violation(string document, string place)
    {
        foreach (var violations in new[] { SnapshotReader.Validate(document), SnapshotReader.Validate(Encoding.UTF8.GetBytes(document)) })
        {
            Assert.True(violations[^1].Rule == "depth", place);
            Assert.Single(violations, violation => violation.Rule == "depth");
        }
        Assert.Throws<SnapshotFormatException>(() => SnapshotReader.Read(document));
    }

    [Fact]
    public void FromJson_has_the_same_maximum_depth()
    {
        Assert.Equal(Arrays(512, "1"), JsonValue.FromJson(Arrays(512, "1")).ToString());
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonValue.FromJson(Arrays(513)));
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonValue.FromJson(new string('[', 100_000)));
    }

    private static string Arrays(int levels, string inside = "") => new string('[', levels) + inside + new string(']', levels);

    private static string Objects(int levels, string inside = "{}") =>
        string.Concat(Enumerable.Repeat("{\"a\":", inside == "{}" ? levels - 1 : levels)) + inside + new string('}', inside == "{}" ? levels - 1 : levels);

    private static string Document(string field, string value)
    {
        var colon = field.IndexOf(':', StringComparison.Ordinal);
        return TestDocument.Minimal.With(field[..colon], field[(colon + 1)..].Replace("#", value, StringComparison.Ordinal)).ToString();
    }
}
