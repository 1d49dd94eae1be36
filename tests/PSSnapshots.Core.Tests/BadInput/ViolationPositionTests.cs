using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

/// <summary>Asserts the path, line, column and byte offset of violations in every supported encoding.</summary>
public class ViolationPositionTests
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The rule, the path, and the document with § before the invalid token.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        { "type", "", "§[]" },
        { "type", "", "\n\n  §\"text\"" },
        { "type", "", "§null" },
        { "required", "/version", With("version", null).Insert(0, "§") },
        { "required", "/executionContext", With("executionContext", null).Insert(0, "\t§") },
        { "version", "/version", With("version", "§\"99.0\"") },
        { "type", "/version", With("version", "\n §1.0") },
        { "type", "/timestamp", With("timestamp", "§\"now\"") },
        { "range", "/timestamp", With("timestamp", "§1e400") },
        { "range", "/timestamp", With("timestamp", "§-62135596800001") },
        { "type", "/runId", With("runId", "§7") },
        { "type", "/workflowId", With("workflowId", "§null") },
        { "enum", "/status", With("status", "§\"running\"") },
        { "type", "/status", With("status", "§[]") },
        { "type", "/stepResults", With("stepResults", "§[]") },
        { "type", "/stepResults/a~1b~0c", With("stepResults", """{"é🚀":{"status":"running"},"a/b~c":§"x"}""") },
        { "required", "/stepResults/s/status", With("stepResults", """{"s":§{"output":1}}""") },
        { "enum", "/stepResults/s/status", With("stepResults", """{"s":{"status":§"COMPLETED"}}""") },
        { "duplicate", "/stepResults/s", With("stepResults", """{"s":{"status":"running"},§"s":{"status":"failed"}}""") },
        { "duplicate", "/stepResults/s", With("stepResults", """{"s":{"status":"running"},§"\u0073":{"status":"failed"}}""") },
        { "duplicate", "/stepResults/s/status", With("stepResults", """{"s":{"status":"running",§"status":"failed"}}""") },
        { "type", "/stepResults/s/suspendedPath", With("stepResults", """{"s":{"status":"running","suspendedPath":§{}}}""") },
        { "range", "/stepResults/s/suspendedPath/1", With("stepResults", """{"s":{"status":"running","suspendedPath":[0,§1.5]}}""") },
        { "type", "/stepResults/s/valueTypes", With("stepResults", """{"s":{"status":"running","valueTypes":§[]}}""") },
        { "type", "/stepResults/s/valueTypes/~1output", With("stepResults", """{"s":{"status":"running","valueTypes":{"/output":§1}}}""") },
        { "type", "/executionPath", With("executionPath", "§{}") },
        { "type", "/executionPath/1", With("executionPath", "[0,§\"1\"]") },
        { "range", "/executionPath/0", With("executionPath", "[§2147483648]") },
        { "type", "/suspendedPaths", With("suspendedPaths", "§[]") },
        { "type", "/suspendedPaths/s", With("suspendedPaths", """{"s":§0}""") },
        { "range", "/suspendedPaths/s/0", With("suspendedPaths", """{"s":[§1e2]}""") },
        { "duplicate", "/suspendedPaths/s", With("suspendedPaths", """{"s":[], §"s":[]}""") },
        { "type", "/events", With("events", "§{}") },
        { "type", "/events/0", With("events", "[§1]") },
        { "required", "/events/1/payload", With("events", $"[{Event},\r\n\t§{Event.Replace(",\"payload\":{}", "", StringComparison.Ordinal)}]") },
        { "enum", "/events/0/type", With("events", $"[{Event.Replace("\"StepStatusUpdate\"", "§\"step\"", StringComparison.Ordinal)}]") },
        { "type", "/events/0/payload", With("events", $"[{Event.Replace(":{}", ":§[]", StringComparison.Ordinal)}]") },
        { "type", "/executionGraph", With("executionGraph", "§null") },
        { "type", "/executionGraph/1", With("executionGraph", "[{\"type\":\"step\"},§\"x\"]") },
        { "type", "/logs", With("logs", "§false") },
        { "required", "/logs/0/timestamp", With("logs", """[§{"type":"step","description":"d"}]""") },
        { "enum", "/logs/0/type", With("logs", """[{"timestamp":1,"type":§"event","description":"d"}]""") },
        { "enum", "/logs/0/status", With("logs", """[{"timestamp":1,"type":"step","description":"d","status":§"Running"}]""") },
        { "enum", "/logs/0/stepStatus", With("logs", """[{"timestamp":1,"type":"step","description":"d","stepStatus":§"RUNNING"}]""") },
        { "type", "/logs/0/metadata", With("logs", """[{"timestamp":1,"type":"step","description":"d","metadata":§1}]""") },
        { "type", "/logs/0/stepResult", With("logs", """[{"timestamp":1,"type":"step","description":"d","stepResult":§[]}]""") },
        { "range", "/logs/0/timestamp", With("logs", """[{"timestamp":§253402300800000,"type":"step","description":"d"}]""") },
        { "type", "/executionContext", With("executionContext", "§[]") },
        { "duplicate", "/executionContext/k", With("executionContext", """{"k":1,§"k":1}""") },
        { "range", "/sequence", With("sequence", "§0") },
        { "range", "/sequence", With("sequence", "§1.5") },
        { "type", "/sequence", With("sequence", "§\"1\"") },
        { "type", "/id", With("id", "§null") },
        { "type", "/label", With("label", "§true") },
        { "type", "/parent", With("parent", "§{}") },
        { "type", "/valueTypes", With("valueTypes", "§\"x\"") },
        { "duplicate", "/runId", With("z", "0").Replace(",\"z\":0", ",§\"runId\":\"r\"", StringComparison.Ordinal) },
        { "duplicate", "/z", With("z", "0").Replace("\"z\":0", "\"z\":0,§\"z\":0", StringComparison.Ordinal) },
        { "syntax", "/stepResults/s/output", With("stepResults", """{"s":{"status":"running","output":§NaN}}""") },
        { "syntax", "/stepResults/s/output", With("stepResults", """{"s":{"status":"running","output":§'x'}}""") },
        { "syntax", "/runId", With("runId", "\"r§\u0000\"") },
        { "syntax", "/executionPath/0", With("executionPath", "[1,§]") },
        { "syntax", "", TestDocument.Minimal + " §x" },
        { "syntax", "", TestDocument.Minimal + "\n§{}" },
        { "syntax", "/executionContext", TestDocument.Minimal.ToString()[..^1] + "§" },
        { "syntax", "", "§" },
        { "syntax", "", " \n\t§" },
    };

    private const string Event = """{"type":"StepStatusUpdate","timestamp":1,"runId":"r","workflowId":"w","description":"日本","payload":{}}""";

    [Theory]
    [MemberData(nameof(Cases))]
    public void Violation_has_the_exact_position(string rule, string path, string marked)
    {
        var document = new MarkedDocument(marked);
        var bytes = Utf8.GetBytes(document.Text);

        Check(SnapshotReader.Validate(bytes), Utf8, 0);
        Check(SnapshotReader.Validate(document.Text), Utf8, 0);
        Check(SnapshotReader.Validate([0xEF, 0xBB, 0xBF, .. bytes]), Utf8, 3);
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var utf16 = encoding.GetBytes(document.Text);
            Check(SnapshotReader.Validate([.. encoding.GetPreamble(), .. utf16]), encoding, 2);
            if (document.Text.Length > 0) Check(SnapshotReader.Validate(utf16), encoding, 0);
        }

        void Check(IReadOnlyList<SnapshotViolation> violations, Encoding encoding, int bytesBefore)
        {
            var found = violations.First(violation => violation.Rule == rule && violation.Path == path);
            Assert.Equal(
                (document.Line, document.Column, (long)bytesBefore + document.OffsetIn(encoding)),
                (found.Line, found.Column, found.ByteOffset));
            if (path.Length > 0) Assert.Single(violations);
        }
    }

    [Fact]
    public void Violation_after_lone_surrogates_in_UTF16_has_the_exact_position()
    {
        var document = new MarkedDocument("""{"runId":"\uD800 \uDC00 \uD800","timestamp":§true}"""
            .Replace("\\uD800", "\uD800", StringComparison.Ordinal).Replace("\\uDC00", "\uDC00", StringComparison.Ordinal));
        var bytes = document.Text.SelectMany(unit => new[] { (byte)unit, (byte)(unit >> 8) }).ToArray();

        var found = SnapshotReader.Validate(bytes).Single(violation => violation.Path == "/timestamp" && violation.Rule == "type");

        Assert.Equal((document.Column, 2L * (document.Column - 1)), (found.Column, found.ByteOffset));
        Assert.Equal(document.Column, SnapshotReader.Validate(document.Text).Single(violation => violation.Rule == "type").Column);
    }

    private static string With(string field, string? json) =>
        (json is null ? TestDocument.Minimal.Without(field) : TestDocument.Minimal.With(field, json)).ToString();
}
