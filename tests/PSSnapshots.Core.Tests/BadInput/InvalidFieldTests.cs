using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class InvalidFieldTests
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
    public void Field_of_another_type_is_a_type_violation(string field)
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
    public void Field_of_any_type_accepts_every_type(string field)
    {
        foreach (var json in OneOfEachKind)
            Assert.Empty(SnapshotReader.Validate(TestDocument.Minimal.With(field, json).Utf8()));
    }

    [Theory]
    [MemberData(nameof(RequiredFields))]
    public void Missing_field_is_reported_by_name(string field)
    {
        var violation = Assert.Single(SnapshotReader.Validate(TestDocument.Minimal.Without(field).Utf8()));

        Assert.Equal(("required", $"/{field}"), (violation.Rule, violation.Path));
        Assert.Contains($"'{field}'", violation.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_object_is_missing_all_required_fields()
    {
        Assert.Equal(
            TestDocument.Minimal.Names.Select(name => "/" + name).Order(StringComparer.Ordinal),
            SnapshotReader.Validate("{}").Select(violation => violation.Path).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Duplicate_field_is_a_violation_even_if_the_values_are_equal(string field)
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
    public void Unknown_status_is_reported_with_the_valid_ones(string status)
    {
        var violation = Assert.Single(SnapshotReader.Validate(TestDocument.Minimal.With("status", $"\"{status}\"").Utf8()));

        Assert.Equal($"'{status}' is not a valid run status. Valid values are INITIAL, RUNNING, PAUSED, RESUMED, COMPLETED, FAILED and SUSPENDED.", violation.Message);
    }

    [Fact]
    public void Status_with_escapes_is_read() =>
        Assert.Equal(RunStatus.Failed, SnapshotReader.Read(TestDocument.Minimal.With("status", "\"\\u0046AILED\"").Utf8()).Status);

    [Fact]
    public void Statuses_and_types_of_entries_with_escapes_are_read()
    {
        var snapshot = SnapshotReader.Read(TestDocument.Minimal
            .With("stepResults", """{"s":{"status":"\u0063ompleted"}}""")
            .With("logs", """[{"timestamp":1,"type":"\u0073tep","description":"d","status":"\u0046AILED","stepStatus":"\u0066ailed"}]""")
            .With("events", """[{"type":"\u0053tepStatusUpdate","timestamp":1,"runId":"r","workflowId":"w","description":"d","payload":{}}]""")
            .Utf8());

        var log = Assert.Single(snapshot.Logs);
        Assert.Equal(StepStatus.Completed, snapshot.StepResults["s"].Status);
        Assert.Equal((RunLogType.Step, RunStatus.Failed, StepStatus.Failed), (log.Type, log.Status, log.StepStatus));
        Assert.Equal(WorkflowEventType.StepStatusUpdate, Assert.Single(snapshot.Events).Type);
    }

    [Fact]
    public void Field_name_with_escapes_is_read()
    {
        var text = TestDocument.Minimal.ToString().Replace("\"runId\"", "\"\\u0072un\\u0049d\"", StringComparison.Ordinal);

        Assert.Equal("r", SnapshotReader.Read(text).RunId);
    }

    [Fact]
    public void Long_invalid_status_is_truncated_in_the_message()
    {
        var violation = Assert.Single(SnapshotReader.Validate(TestDocument.Minimal.With("status", $"\"{new string('x', 1 << 20)}\"").Utf8()));

        Assert.InRange(violation.Message.Length, 60, 300);
    }
}
