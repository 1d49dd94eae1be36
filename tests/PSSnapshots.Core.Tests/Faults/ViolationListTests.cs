using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "24")]
public class ViolationListTests
{
    [Fact]
    public void Validate_lists_all_violations_in_the_order_of_the_text()
    {
        var document = TestDocument.Minimal
            .With("version", "\"2.0\"")
            .With("timestamp", "\"today\"")
            .With("status", "\"running\"")
            .With("stepResults", """{"a/b":{"status":"done"},"c":{}}""")
            .With("executionPath", "[1.5]")
            .With("logs", """[{"timestamp":1,"type":"step","description":"ok"},{"timestamp":1,"type":"step"}]""")
            .Without("events")
            .ToString();

        var violations = SnapshotReader.Validate(document);

        Assert.Equal(
            [
                ("/events", "required"),
                ("/version", "version"),
                ("/timestamp", "type"),
                ("/status", "enum"),
                ("/stepResults/a~1b/status", "enum"),
                ("/stepResults/c/status", "required"),
                ("/executionPath/0", "range"),
                ("/logs/1/description", "required"),
            ],
            violations.Select(violation => (violation.Path, violation.Rule)));
        var refusal = Assert.Throws<SnapshotFormatException>(() => SnapshotReader.Read(document));
        Assert.Equal(violations, refusal.Violations);
        Assert.Contains(violations[0].ToString(), refusal.Message, StringComparison.Ordinal);
        Assert.Contains("all 8 violations", refusal.Message, StringComparison.Ordinal);
    }
}
