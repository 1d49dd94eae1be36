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
    public void Places_are_those_of_the_document_in_its_encoding(string name, bool hasMark)
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
    public void A_cut_document_in_UTF_16_keeps_what_stands_before_the_cut()
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
    public void An_entry_that_the_format_does_not_allow_is_lost_alone(string text, string instead, string path)
    {
        var damaged = Compact.Replace(text, instead, StringComparison.Ordinal);
        Assert.NotEqual(Compact, damaged);

        var repair = SnapshotRepairer.Repair(damaged);

        Assert.StartsWith(path, Assert.Single(repair.Lost).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_collection_of_another_kind_is_lost_and_the_rest_is_kept()
    {
        var repair = SnapshotRepairer.Repair("""{"version":"1.0.0","timestamp":1,"runId":"r","workflowId":"w","status":"FAILED","stepResults":[],"executionPath":[],"suspendedPaths":{},"events":5,"executionGraph":[],"logs":[],"executionContext":{}}""");

        Assert.Equal(["/stepResults", "/events"], repair.Lost.Select(part => part.Path));
    }

    [Fact]
    public void What_is_missing_is_taken_from_events_and_logs()
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
    public void A_damaged_snapshot_in_an_envelope_is_repaired(string envelope)
    {
        var damaged = Compact.Replace("\"check\":{", "\"check\":x", StringComparison.Ordinal);
        var text = envelope.Replace("%", damaged, StringComparison.Ordinal).Replace("$", Quoted(damaged), StringComparison.Ordinal);

        var repair = SnapshotRepairer.Repair(text);

        Assert.Equal(["build", "ask"], repair.Snapshot.StepResults.Keys);
        Assert.Equal(Sample.FullSnapshot().LogCount, repair.LogCount);
        Assert.All(repair.Lost, part => Assert.Matches("^/(data|snapshot)/stepResults/check$", part.Path));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("$")]
    public void An_envelope_that_names_another_run_is_reported(string value)
    {
        foreach (var snapshot in new[] { Compact, Compact.Replace("\"check\":{", "\"check\":x", StringComparison.Ordinal) })
        {
            var text = "{\"runId\":\"other\",\"data\":" + value.Replace("%", snapshot, StringComparison.Ordinal).Replace("$", Quoted(snapshot), StringComparison.Ordinal) + "}";

            var repair = SnapshotRepairer.Repair(text);

            Assert.Equal("deploy-7", repair.RunId);
            Assert.Contains("'other'", Assert.Single(repair.Lost, part => part.Path == "/runId").Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_packed_file_that_was_cut_is_repaired_as_far_as_it_goes()
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
    public void Hostile_texts_end_in_the_documented_error()
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
