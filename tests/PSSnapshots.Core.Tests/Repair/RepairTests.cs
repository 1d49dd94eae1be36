using System.IO.Compression;
using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Repair;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Repair;

public class RepairTests
{
    private static readonly string Json = new SnapshotManager().Export(Sample.FullSnapshot());
    private static readonly string Compact = new SnapshotManager().Export(Sample.FullSnapshot(), compress: true);

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", true }, { "utf-16", true }, { "utf-16BE", true }, { "utf-16", false }, { "utf-16BE", false },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Lost_parts_have_offsets_in_the_encoding_of_the_document(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = Json.Replace("\"build\"", "\"büild\"", StringComparison.Ordinal).Replace("\"status\": \"failed\"", "\"status\": \"fallen\"", StringComparison.Ordinal);
        byte[] document = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];

        var repair = SnapshotRepairer.Repair(document);

        var lost = Assert.Single(repair.Lost);
        Assert.Equal("/stepResults/check", lost.Path);
        Assert.Equal((hasMark ? encoding.GetPreamble().Length : 0) + encoding.GetByteCount(text[..text.IndexOf("\"check\"", StringComparison.Ordinal)]), lost.ByteOffset);
        Assert.Equal(["büild", "ask"], repair.Snapshot.StepResults.Keys);
    }

    [Fact]
    public void Repair_of_a_truncated_UTF_16_document_keeps_the_entries_before_the_end()
    {
        var document = Encoding.Unicode.GetBytes(Json[..(Json.IndexOf("\"ask\"", StringComparison.Ordinal) + 10)]);
        Assert.Equal(["build", "check"], SnapshotRepairer.Repair(document[..^1]).Snapshot.StepResults.Keys);
    }

    [Theory]
    [InlineData("\"status\":\"failed\"", "\"status\":\"fallen\"", "/stepResults/check")]
    [InlineData("\"suspendedPath\":[1,0]", "\"suspendedPath\":{}", "/stepResults/ask")]
    [InlineData("\"executionPath\":[1,0]", "\"executionPath\":\"x\"", "/executionPath")]
    [InlineData("\"region\":\"eu\"", "\"region\":\"\\u00\"", "/executionContext/region")]
    [InlineData("\"description\":\"built\"", "\"description\":5", "/logs/")]
    public void Repair_loses_only_the_entry_that_is_not_valid(string text, string instead, string path)
    {
        var damaged = Compact.Replace(text, instead, StringComparison.Ordinal);
        Assert.NotEqual(Compact, damaged);

        var repair = SnapshotRepairer.Repair(damaged);

        Assert.StartsWith(path, Assert.Single(repair.Lost).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Repair_loses_a_collection_of_the_wrong_type_and_keeps_the_rest()
    {
        var repair = SnapshotRepairer.Repair("""{"version":"1.0.0","timestamp":1,"runId":"r","workflowId":"w","status":"FAILED","stepResults":[],"executionPath":[],"suspendedPaths":{},"events":5,"executionGraph":[],"logs":[],"executionContext":{}}""");

        Assert.Equal(["/stepResults", "/events"], repair.Lost.Select(part => part.Path));
    }

    [Fact]
    public void Missing_fields_are_derived_from_events_and_logs()
    {
        var damaged = Compact[Compact.IndexOf("\"stepResults\"", StringComparison.Ordinal)..];
        var original = Sample.FullSnapshot();

        var repair = SnapshotRepairer.Repair("{" + damaged);

        Assert.Equal((original.RunId, original.WorkflowId, original.Status), (repair.RunId, repair.WorkflowId, repair.Status));
        Assert.Equal(["/version", "/timestamp", "/runId", "/workflowId", "/status"], repair.Lost.Select(part => part.Path));
    }

    [Theory]
    [InlineData("{\"runId\":\"deploy-7\",\"data\":%,\"size\":3}")]
    [InlineData("{\n  \"runId\": \"deploy-7\",\n  \"data\": %,\n  \"size\": 3\n}")]
    [InlineData("{\"runId\":\"deploy-7\",\"workflowId\":\"deploy\",\"snapshot\":$,\"createdAt\":\"now\"}")]
    public void Repair_of_an_envelope_repairs_the_snapshot_in_it(string envelope)
    {
        var damaged = Compact.Replace("\"check\":{", "\"check\":x", StringComparison.Ordinal);
        var text = envelope.Replace("%", damaged, StringComparison.Ordinal).Replace("$", Quoted(damaged), StringComparison.Ordinal);

        var repair = SnapshotRepairer.Repair(text);

        Assert.Equal(["build", "ask"], repair.Snapshot.StepResults.Keys);
        Assert.Equal(Sample.FullSnapshot().LogCount, repair.LogCount);
        Assert.All(repair.Lost, part => Assert.Matches("^/(data|snapshot)/stepResults/check$", part.Path));
    }

    [Theory]
    [InlineData("%", "runId", "deploy-7")]
    [InlineData("$", "runId", "deploy-7")]
    [InlineData("%", "workflowId", "deploy")]
    public void Repair_reports_an_envelope_with_a_different_ID(string value, string field, string kept)
    {
        foreach (var snapshot in new[] { Compact, Compact.Replace("\"check\":{", "\"check\":x", StringComparison.Ordinal) })
        {
            var text = "{\"" + field + "\":\"other\",\"data\":" + value.Replace("%", snapshot, StringComparison.Ordinal).Replace("$", Quoted(snapshot), StringComparison.Ordinal) + "}";

            var repair = SnapshotRepairer.Repair(text);

            Assert.Equal(kept, field == "runId" ? repair.RunId : repair.WorkflowId);
            Assert.Contains("'other'", Assert.Single(repair.Lost, part => part.Path == "/" + field).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Repair_of_a_truncated_gzip_file_keeps_the_entries_before_the_end()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Json));
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, packed.ToArray()[..(Json.IndexOf("\"ask\"", StringComparison.Ordinal) + 20)]);

        try
        {
            Assert.Equal(["build", "check"], SnapshotRepairer.Repair(DocumentFile.Read(path)).Snapshot.StepResults.Keys);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Quoted(string text) => JsonValue.From(text).ToString();

    [Fact]
    public void Repair_of_hostile_text_throws_SnapshotRepairException()
    {
        foreach (var text in new[]
        {
            new string('{', 1_000_000), new string('"', 1_000_000), new string('[', 1_000_000) + "{", "{" + new string('\\', 1_000_000) + "\"}",
            string.Concat(Enumerable.Repeat("{\"a\":", 200_000)), "{" + string.Concat(Enumerable.Repeat("\n  \"", 200_000)), "{" + new string('}', 1_000_000),
            string.Concat(Enumerable.Repeat("\"{", 300_000)) + "}", "{" + string.Concat(Enumerable.Repeat("\\\"", 300_000)) + "}", string.Concat(Enumerable.Repeat("{}", 300_000)),
        })
        {
            Assert.Throws<SnapshotRepairException>(() => SnapshotRepairer.Repair(text));
        }
    }
}
