using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

/// <summary>Violations in a snapshot in an envelope have positions in the envelope.</summary>
public class EnvelopePositionTests
{
    private static readonly string Wrong = TestDocument.Minimal
        .With("label", "\"é \\\" 🚀 \\ud83d\\ude80 \\ud800 \\n\"").With("status", "§\"odd\"").Plus("z", "\"behind\"").ToString();

    private static readonly string Contradictory = TestDocument.Minimal.With("label", "\"🚀\\/\"").With("suspendedPaths", """{"s":§[1]}""").ToString();

    public static TheoryData<string, string, string> Envelopes => new()
    {
        { "enum", "/snapshot/status", $$"""{"runId":"é", {{"\n"}}  "snapshot": {{Quoted(Wrong)}} }""".Replace("\"é\"", "\"r\"", StringComparison.Ordinal) },
        { "enum", "/data/status", $$"""{"data": {{Quoted(Wrong)}} }""" },
        { "enum", "/data/status", $$"""{"data": {{Wrong.Replace(",", " ,\n ", StringComparison.Ordinal)}} }""" },
        { "enum", "/data/snapshot/status", $$"""{"data":{{Quoted($$"""{"snapshot":{{Quoted(Wrong)}}}""")}}}""" },
        { "enum", "/data/snapshot/status", $$"""{"data":{{Quoted($$"""{"snapshot": {{Wrong.Replace(":", ": ", StringComparison.Ordinal)}} }""")}}}""" },
        { "syntax", "/data/status", $$"""{"data":{{Quoted(Wrong[..(Wrong.IndexOf('§', StringComparison.Ordinal) + 1)])}}}""" },
        { "suspension", "/snapshot/suspendedPaths/s", $$"""{"snapshot":{{Quoted(Contradictory)}}}""" },
        { "suspension", "/data/suspendedPaths/s", $$"""{"data": {{Contradictory.Replace(",", "\t,\r\n", StringComparison.Ordinal)}}}""" },
    };

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Violation_has_the_exact_position(string rule, string path, string marked)
    {
        var document = new MarkedDocument(marked);

        foreach (var encoding in new[] { new UTF8Encoding(false), Encoding.Unicode })
        {
            var preamble = encoding.GetPreamble();
            var found = Assert.Single(SnapshotReader.Inspect([.. preamble, .. encoding.GetBytes(document.Text)]));
            Assert.Equal((rule, path), (found.Rule, found.Path));
            Assert.Equal(
                (document.Line, document.Column, (long)preamble.Length + document.OffsetIn(encoding)),
                (found.Line, found.Column, found.ByteOffset));
        }
    }

    [Fact]
    public void Snapshot_in_a_string_can_start_with_a_byte_order_mark()
    {
        var document = new MarkedDocument($$"""{"data":"\uFEFF{{Quoted(Wrong)[1..]}}}""");

        Assert.Equal(document.Column, Assert.Single(SnapshotReader.Validate(document.Text)).Column);
    }

    [Fact]
    public void Envelope_violation_is_at_the_start_of_the_snapshot()
    {
        var document = new MarkedDocument($$"""{"runId":"other",{{"\n"}}"data": §{{Quoted(TestDocument.Minimal.ToString())}}}""");

        var found = Assert.Single(SnapshotReader.Validate(document.Text));

        Assert.Equal(("envelope", document.Line, document.Column), (found.Rule, found.Line, found.Column));
    }

    /// <summary>Returns JSON text as a JSON string.</summary>
    private static string Quoted(string json) => JsonValue.From(json).ToString();
}
