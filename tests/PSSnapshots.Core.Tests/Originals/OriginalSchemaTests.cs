using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Originals;

/// <summary>Validates exports against the JSON Schema of format 1.0.0, so that readers of that version can read them.</summary>
public class OriginalSchemaTests
{
    public static TheoryData<string> Files => OriginalFiles.AsTheoryData();

    [Theory]
    [MemberData(nameof(Files))]
    public void Original_schema_accepts_original_files_and_their_exports(string name)
    {
        Assert.Empty(SchemaFile.Original.Errors(OriginalFiles.Text(name)));
        Assert.Empty(SchemaFile.Original.Errors(new SnapshotManager().Export(SnapshotReader.Read(OriginalFiles.Text(name)))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Original_schema_accepts_an_export_with_all_fields(bool compress) =>
        Assert.Empty(SchemaFile.Original.Errors(new SnapshotManager().Export(Sample.FullSnapshot(), compress)));

    [Fact]
    public void Original_schema_accepts_an_export_with_every_status()
    {
        foreach (var status in Enum.GetValues<RunStatus>())
        {
            var store = Sample.Store();
            store.SetStatus(status);
            store.EmitWorkflowEvent("e");
            foreach (var stepStatus in Enum.GetValues<StepStatus>()) store.UpdateStepResult(stepStatus.ToString(), stepStatus);
            Assert.Empty(SchemaFile.Original.Errors(new SnapshotManager().Export(new SnapshotManager().Create(store))));
        }
    }

    [Theory]
    [InlineData("status", "\"running\"")]
    [InlineData("stepResults", """{"s":{"status":"COMPLETED"}}""")]
    [InlineData("stepResults", """{"s":{"status":"completed","suspendedPath":["0"]}}""")]
    [InlineData("executionPath", "[null]")]
    [InlineData("suspendedPaths", """{"s":[true]}""")]
    [InlineData("events", """[{"type":"x","timestamp":1,"runId":"r","workflowId":"w","description":"d","payload":{}}]""")]
    [InlineData("logs", """[{"timestamp":1,"type":"step","description":"d","status":"completed"}]""")]
    public void Original_schema_rejects_what_its_references_forbid(string field, string json) =>
        Assert.NotEmpty(SchemaFile.Original.Errors(TestDocument.Minimal.With(field, json).ToString()));
}
