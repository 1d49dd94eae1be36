using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;
using PSSnapshots.Validation;

namespace PSSnapshots.Core.Tests.Validation;

/// <summary>Inconsistent fields of a valid snapshot are warnings, not errors.</summary>
public class StateRulesTests
{
    private const string Event = """{"type":"StepStatusUpdate","timestamp":1,"runId":"r","workflowId":"w","description":"日本","payload":{}}""";

    private const string Log = """{"timestamp":1,"type":"step","description":"🚀"}""";

    private const string Graph = """
        [{"type":"step","step":{"id":"a","inputSchema":{"id":"x"}}},
         {"type":"parallel","steps":[{"type":"step","step":{"id":"p1"}},{"type":"step","step":{"id":"p2"}}]},
         {"type":"conditional","steps":[{"type":"step","step":{"id":"c"}}],"conditions":[null]},
         {"type":"loop","step":{"id":"l"},"loopType":"dowhile"},
         {"type":"foreach","step":{"id":"f"}},
         {"type":"step","step":{"id":"sub","steps":{"n":{"id":"n"}},"_stepFlow":[{"type":"step","step":{"id":"m"}}]}}]
        """;

    /// <summary>The rule, the path, and the document with § before the value that violates the rule.</summary>
    public static TheoryData<string, string, string> Violations => new()
    {
        { "suspension", "/suspendedPaths/s", With(("suspendedPaths", """{"s": §[1]}""")) },
        { "suspension", "/suspendedPaths/s", With(("stepResults", """{"s":{"status":"completed"}}"""), ("suspendedPaths", """{"s":§[]}""")) },
        { "suspension", "/suspendedPaths/a~1b", With(("suspendedPaths", """{"a\/b":§[]}""")) },
        { "foreign", "/events/1/runId", With(("events", $"[{Event},\n  {Event.Replace("\"r\"", "§\"other\"", StringComparison.Ordinal)}]")) },
        { "foreign", "/events/0/workflowId", With(("events", $"[{Event.Replace("\"w\"", "§\"other\"", StringComparison.Ordinal)}]")) },
        { "order", "/events/1/timestamp", With(("events", $"[{Event},{Event.Replace(":1,", ":§0,", StringComparison.Ordinal)},{Event}]")) },
        { "order", "/logs/2/timestamp", With(("logs", $"[{Log},{Log},\r\n\t{Log.Replace(":1,", ": §0.5,", StringComparison.Ordinal)},{Log}]")) },
        { "graph", "/stepResults/é", With(("stepResults", """{"a":{"status":"running"},"é":§{"status":"running"}}"""), ("executionGraph", Graph)) },
        { "graph", "/stepResults/x", With(("stepResults", """{"x":§{"status":"running"}}"""), ("executionGraph", Graph)) },
        { "graph", "/stepResults/ab", With(("stepResults", """{"ab":§{"status":"running"}}"""), ("executionGraph", Graph)) },
        { "ended", "/stepResults/s/status", With(("status", "\"COMPLETED\""), ("stepResults", """{"s":{"output":"é","status":§"running"}}""")) },
        { "ended", "/stepResults/s/status", With(("status", "\"FAILED\""), ("stepResults", """{"s":{"\u0073tatus":§"running"}}""")) },
    };

    /// <summary>Documents without violations.</summary>
    public static TheoryData<string> Consistent =>
    [
        With(("stepResults", """{"s":{"status":"suspended"}}"""), ("suspendedPaths", """{"s":[1]}""")),
        With(("status", "\"SUSPENDED\""), ("stepResults", """{"s":{"status":"suspended"}}""")),
        With(("events", $"[{Event},{Event}]"), ("logs", $"[{Log},{Log}]")),
        With(("stepResults", """{"s":{"status":"running"}}""")),
        With(("status", "\"COMPLETED\""), ("stepResults", """{"s":{"status":"suspended"},"t":{"status":"failed"}}""")),
        With(("stepResults", """{"a":{"status":"running"},"p1":{"status":"running"},"p2":{"status":"running"},"c":{"status":"running"}}"""), ("executionGraph", Graph)),
        With(("stepResults", """{"l":{"status":"running"},"f":{"status":"running"},"sub":{"status":"running"},"n":{"status":"running"},"m":{"status":"running"}}"""), ("executionGraph", Graph)),
        With(("stepResults", """{"f[2]":{"status":"running"},"sub.n":{"status":"running"},"sub/m":{"status":"running"}}"""), ("executionGraph", Graph)),
        With(("stepResults", """{"s":{"status":"running"}}"""), ("executionGraph", """[{"type":"step","step":{"id":"a"}},{"kind":"of another shape"}]""")),
    ];

    [Theory]
    [MemberData(nameof(Violations))]
    public void Inspect_reports_a_warning_with_line_column_and_offset(string rule, string path, string marked)
    {
        var document = new MarkedDocument(marked);

        foreach (var encoding in new[] { new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var preamble = encoding.GetPreamble();
            Check(SnapshotReader.Inspect([.. preamble, .. encoding.GetBytes(document.Text)]), encoding, preamble.Length);
        }
        Check(SnapshotReader.Inspect(document.Text), Encoding.UTF8, 0);

        void Check(IReadOnlyList<SnapshotViolation> violations, Encoding encoding, int bytesBefore)
        {
            var found = Assert.Single(violations);
            Assert.Equal((ViolationSeverity.Warning, rule, path), (found.Severity, found.Rule, found.Path));
            Assert.Equal(
                (document.Line, document.Column, (long)bytesBefore + document.OffsetIn(encoding)),
                (found.Line, found.Column, found.ByteOffset));
        }
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void Check_of_a_state_reports_the_same_warning_without_a_line(string rule, string path, string marked)
    {
        var document = new MarkedDocument(marked).Text;

        var warning = Assert.Single(StateRules.Check(SnapshotReader.Read(document).State));

        Assert.Equal(SnapshotReader.Inspect(document)[0].Message, warning.Message);
        Assert.Equal((ViolationSeverity.Warning, rule, path, 0), (warning.Severity, warning.Rule, warning.Path, warning.Line));
    }

    [Theory]
    [MemberData(nameof(Violations))]
    public void Validate_accepts_a_document_that_violates_a_rule(string rule, string path, string marked) =>
        Assert.False(SnapshotReader.Validate(new MarkedDocument(marked).Text).Any(), $"{rule} {path}");

    [Theory]
    [MemberData(nameof(Consistent))]
    public void Inspect_reports_nothing_for_consistent_documents(string document) => Assert.Empty(SnapshotReader.Inspect(document));

    [Theory]
    [MemberData(nameof(OriginalFiles.AsTheoryData), MemberType = typeof(OriginalFiles))]
    public void Inspect_reports_nothing_for_original_exports(string name) => Assert.Empty(SnapshotReader.Inspect(OriginalFiles.Bytes(name)));

    [Fact]
    public void Inspect_reports_warnings_in_document_order()
    {
        var document = With(("logs", $"[{Log},{Log.Replace(":1,", ":0,", StringComparison.Ordinal)}]"), ("status", "\"FAILED\""), ("stepResults", """{"s":{"status":"running"}}"""), ("suspendedPaths", """{"s":[]}"""));

        Assert.Equal(["ended", "suspension", "order"], SnapshotReader.Inspect(document).Select(violation => violation.Rule));
    }

    [Fact]
    public void Inspect_reports_only_errors_for_an_invalid_document()
    {
        var document = With(("suspendedPaths", """{"s":[]}"""), ("logs", "{}"));

        var violation = Assert.Single(SnapshotReader.Inspect(document));

        Assert.Equal((ViolationSeverity.Error, "type"), (violation.Severity, violation.Rule));
    }

    private static string With(params (string Field, string Json)[] fields) =>
        fields.Aggregate(TestDocument.Minimal, (document, field) => document.With(field.Field, field.Json)).ToString();
}
