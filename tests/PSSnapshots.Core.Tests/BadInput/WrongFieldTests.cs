using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class WrongFieldTests
{
    private static readonly string[] OneOfEachKind = ["null", "true", "7", "\"text\"", "[]", "{}"];

    private static readonly Dictionary<string, string> KindByField = new()
    {
        ["version"] = "\"text\"",
        ["timestamp"] = "7",
        ["runId"] = "\"text\"",
        ["workflowId"] = "\"text\"",
        ["status"] = "\"text\"",
        ["stepResults"] = "{}",
        ["executionPath"] = "[]",
        ["suspendedPaths"] = "{}",
        ["events"] = "[]",
        ["executionGraph"] = "[]",
        ["logs"] = "[]",
        ["executionContext"] = "{}",
        ["id"] = "\"text\"",
        ["sequence"] = "7",
        ["label"] = "\"text\"",
        ["parent"] = "\"text\"",
        ["valueTypes"] = "{}",
    };

    public static TheoryData<string> Fields => [.. KindByField.Keys];

    public static TheoryData<string> RequiredFields => [.. TestDocument.Minimal.Names];

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_of_another_kind_is_a_violation_of_type(string field)
    {
        foreach (var json in OneOfEachKind.Where(json => json != KindByField[field]))
        {
            var violation = Assert.Single(SnapshotReader.Validate(TestDocument.Minimal.With(field, json).Utf8()));
            Assert.Equal(("type", $"/{field}"), (violation.Rule, violation.Path));
        }
    }

    [Theory]
    [InlineData("input")]
    [InlineData("result")]
    [InlineData("error")]
    public void A_field_of_any_kind_takes_every_kind(string field)
    {
        foreach (var json in OneOfEachKind)
            Assert.Empty(SnapshotReader.Validate(TestDocument.Minimal.With(field, json).Utf8()));
    }

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public void A_missing_field_is_told_by_name(string field)
    {
        var violation = Assert.Single(SnapshotReader.Validate(TestDocument.Minimal.Without(field).Utf8()));

        Assert.Equal(("required", $"/{field}"), (violation.Rule, violation.Path));
        Assert.Contains($"'{field}'", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_object_lacks_all_required_fields()
    {
        Assert.Equal(
            TestDocument.Minimal.Names.Select(name => "/" + name).Order(StringComparer.Ordinal),
            SnapshotReader.Validate("{}").Select(violation => violation.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_that_stands_twice_is_a_violation_though_both_are_the_same(string field)
    {
        var json = field switch
        {
            "version" => "\"1.0.0\"",
            "status" => "\"RUNNING\"",
            _ => KindByField[field],
        };
        var twice = TestDocument.Minimal.With(field, json).Plus(field, json);

        var violation = Assert.Single(SnapshotReader.Validate(twice.Utf8()));

        Assert.Equal(("duplicate", $"/{field}"), (violation.Rule, violation.Path));
    }

    [Theory]
    [InlineData("Running")]
    [InlineData("running")]
    [InlineData("DONE")]
    [InlineData("")]
    [InlineData("RUNNING ")]
    [InlineData("0")]
    public void An_unknown_status_is_named_with_those_that_are_known(string status)
    {
        var violation = Assert.Single(SnapshotReader.Validate(TestDocument.Minimal.With("status", $"\"{status}\"").Utf8()));

        Assert.Equal($"'{status}' is not a valid run status. Valid values are INITIAL, RUNNING, PAUSED, RESUMED, COMPLETED, FAILED and SUSPENDED.", violation.Message);
    }

    [Fact]
    public void A_status_that_is_written_with_escapes_is_that_status() =>
        Assert.Equal(RunStatus.Failed, SnapshotReader.Read(TestDocument.Minimal.With("status", "\"\\u0046AILED\"").Utf8()).Status);

    [Fact]
    public void A_field_whose_name_is_written_with_escapes_is_that_field()
    {
        var text = TestDocument.Minimal.ToString().Replace("\"runId\"", "\"\\u0072un\\u0049d\"", StringComparison.Ordinal);

        Assert.Equal("r", SnapshotReader.Read(text).RunId);
    }

    [Fact]
    public void A_long_text_in_place_of_a_status_is_cut_in_the_message()
    {
        var violation = Assert.Single(SnapshotReader.Validate(TestDocument.Minimal.With("status", $"\"{new string('x', 1 << 20)}\"").Utf8()));

        Assert.InRange(violation.Message.Length, 60, 300);
    }
}
