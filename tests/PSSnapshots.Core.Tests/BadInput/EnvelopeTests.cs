using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class EnvelopeTests
{
    private static readonly string Inner = TestDocument.Minimal.WithOutput("\"é \\\" \\ud800\"").ToString();
    private static readonly string InnerText = JsonValue.From(Inner).ToString();

    public static TheoryData<string> Envelopes =>
    [
        $$"""{"runId":"r","workflowId":"w","snapshot":{{InnerText}},"createdAt":"2025-01-02T03:04:05.000Z"}""",
        $$"""{"runId":"r","data":{{InnerText}}}""",
        $$"""{"runId":"r","workflowId":"w","data":{{InnerText}},"size":{{Inner.Length}}}""",
        $$"""{ "runId": "r", "workflowId": "w", "snapshot": {{Inner.Replace(",", " , ", StringComparison.Ordinal)}}, "createdAt": 1 }""",
        $$"""{"data":{{Inner}}}""",
        $$"""{"data":{{InnerText}},"runId":"r"}""",
    ];

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Snapshot_in_an_envelope_is_read(string envelope)
    {
        Assert.Empty(SnapshotReader.Validate(envelope));
        Same.State(SnapshotReader.Read(Inner), SnapshotReader.Read(envelope));
    }

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Envelopes_can_be_nested_four_levels_deep(string envelope)
    {
        var document = envelope;
        for (var envelopes = 2; envelopes <= 4; envelopes++)
        {
            document = $$"""{"data":{{JsonValue.From(document)}}}""";
            Assert.Empty(SnapshotReader.Validate(document));
            Same.State(SnapshotReader.Read(Inner), SnapshotReader.Read(document));
        }

        var violation = Assert.Single(SnapshotReader.Validate($$"""{"data":{{JsonValue.From(document)}}}"""));

        Assert.Equal("envelope", violation.Rule);
        Assert.Equal("Envelopes are nested more than 4 levels deep.", violation.Message);
        Assert.StartsWith("/data/data/data/data", violation.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Deeply_nested_envelopes_are_one_violation()
    {
        var objects = string.Concat(Enumerable.Repeat("{\"data\":", 400)) + "{}" + new string('}', 400);
        var tooDeep = string.Concat(Enumerable.Repeat("{\"data\":", 100_000)) + "{}" + new string('}', 100_000);

        Assert.Equal("envelope", Assert.Single(SnapshotReader.Validate(objects)).Rule);
        Assert.Equal("depth", Assert.Single(SnapshotReader.Validate(tooDeep)).Rule);
    }

    [Theory]
    [InlineData("""{"runId":"other","data":#}""", "/data", "The envelope specifies run 'other', but its snapshot is of run 'r'.")]
    [InlineData("""{"runId":"r","workflowId":"other","snapshot":#}""", "/snapshot", "The envelope specifies workflow 'other', but its snapshot is of workflow 'w'.")]
    public void Envelope_of_another_run_or_workflow_is_rejected(string envelope, string path, string message)
    {
        var violation = Assert.Single(SnapshotReader.Validate(envelope.Replace("#", InnerText, StringComparison.Ordinal)));

        Assert.Equal(("envelope", path, message), (violation.Rule, violation.Path, violation.Message));
    }

    [Fact]
    public void Paths_of_violations_start_with_the_path_in_the_envelope()
    {
        var wrong = TestDocument.Minimal.With("status", "\"odd\"").ToString();

        foreach (var content in new[] { wrong, JsonValue.From(wrong).ToString() })
        {
            var violation = Assert.Single(SnapshotReader.Validate($$"""{"runId":"r","snapshot":{{content}}}"""));
            Assert.Equal(("enum", "/snapshot/status"), (violation.Rule, violation.Path));
        }
    }

    [Fact]
    public void Envelope_with_a_truncated_snapshot_is_a_syntax_violation()
    {
        var violation = Assert.Single(SnapshotReader.Validate($$"""{"data":{{JsonValue.From(Inner[..50])}}}"""));

        Assert.Equal("syntax", violation.Rule);
        Assert.StartsWith("/data", violation.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"data":7}""")]
    [InlineData("""{"snapshot":null}""")]
    [InlineData("""{"data":[]}""")]
    public void Document_whose_data_is_neither_string_nor_object_is_not_an_envelope(string document) =>
        Assert.Equal(12, SnapshotReader.Validate(document).Count(violation => violation.Rule == "required"));

    [Fact]
    public void Snapshot_with_a_field_named_data_is_not_an_envelope()
    {
        var document = TestDocument.Minimal.With("data", InnerText).With("snapshot", "{}").ToString();

        Assert.Equal(InnerText, SnapshotReader.Read(document).State.UnknownFields["data"].ToString());
    }
}
