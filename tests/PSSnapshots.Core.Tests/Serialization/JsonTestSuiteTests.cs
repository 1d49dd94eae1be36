using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Repair;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Serialization;

/// <summary>Runs the public JSON Test Suite if it is in a folder next to the repository. The suite is not part of the repository.</summary>
public class JsonTestSuiteTests
{
    /// <summary>The parts of the format that can contain any JSON.</summary>
    private static readonly string[] Places = ["output", "error", "input", "result", "context", "payload", "metadata", "graph", "unknown", "plan"];

    [Theory]
    [InlineData('y', 95)]
    [InlineData('n', 188)]
    public void Valid_JSON_is_read_and_preserved_and_invalid_JSON_is_rejected(char kind, int atLeast)
    {
        var count = 0;
        foreach (var (name, text) in Files(kind))
        {
            foreach (var place in Places)
            {
                var document = Document(text, place);
                var isValid = SnapshotReader.Validate(document).Count == 0;
                Assert.True(isValid == (kind == 'y'), $"{name} as {place}: {(isValid ? "accepted" : "rejected")}");
                if (!isValid) continue;
                var snapshot = SnapshotReader.Read(document);
                foreach (var compress in new[] { false, true }) Same.State(snapshot, SnapshotReader.Read(SnapshotWriter.ToJson(snapshot, compress)));
            }
            count++;
        }
        Assert.True(count >= atLeast, $"Only {count} files were read.");
    }

    [Fact]
    public void Any_text_is_read_or_causes_a_documented_exception()
    {
        foreach (var (name, text) in Files('y').Concat(Files('n')).Concat(Files('i')))
        {
            AssertDocumented($"{name} alone", text);
            foreach (var place in Places) AssertDocumented($"{name} as {place}", Document(text, place));
            foreach (var envelope in new[] { "snapshot", "data" })
            {
                AssertDocumented($"{name} in {envelope}", [.. Encoding.UTF8.GetBytes($"{{\"runId\":\"r\",\"{envelope}\":"), .. text, (byte)'}']);
                AssertDocumented($"{name} in {envelope} twice", [.. Encoding.UTF8.GetBytes($"{{\"{envelope}\":"), .. text, .. Encoding.UTF8.GetBytes($",\"{envelope}\":"), .. text, (byte)'}']);
            }
        }
    }

    private static void AssertDocumented(string name, byte[] document)
    {
        var failures = new[]
        {
            Record.Exception(() => SnapshotReader.Validate(document)),
            Record.Exception(() => SnapshotReader.Inspect(document)),
            Record.Exception(() => SnapshotReader.Read([.. document])),
            Record.Exception(() => SnapshotRepairer.Repair([.. document])),
        };
        Assert.True(Array.TrueForAll(failures, failure => failure is null or SnapshotFormatException or SnapshotRepairException), $"{name}: {Array.Find(failures, failure => failure is not null)}");
    }

    private static IEnumerable<(string Name, byte[] Text)> Files(char kind)
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "json-test-suite");
        if (!Directory.Exists(folder)) Assert.Skip($"The public JSON Test Suite is not at {Path.GetFullPath(folder)}.");
        return Directory.GetFiles(folder, $"{kind}_*.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)));
    }

    private static byte[] Document(byte[] text, string place)
    {
        const string mark = "\"(here)\"";
        var document = place switch
        {
            "output" or "error" or "plan" => TestDocument.Minimal.With("stepResults", "{\"s\":{\"status\":\"completed\",\"" + place + "\":" + mark + "}}"),
            "context" => TestDocument.Minimal.With("executionContext", "{\"k\":" + mark + "}"),
            "payload" => TestDocument.Minimal.With("events", """[{"type":"StepStatusUpdate","timestamp":1,"runId":"r","workflowId":"w","description":"","payload":{"a":""" + mark + "}}]"),
            "metadata" => TestDocument.Minimal.With("logs", """[{"timestamp":1,"type":"status","description":"","metadata":{"a":""" + mark + "}}]"),
            "graph" => TestDocument.Minimal.With("executionGraph", "[{\"a\":" + mark + "}]"),
            _ => TestDocument.Minimal.With(place, mark),
        };
        var parts = document.ToString().Split(mark);
        return [.. Encoding.UTF8.GetBytes(parts[0]), .. text, .. Encoding.UTF8.GetBytes(parts[1])];
    }
}
