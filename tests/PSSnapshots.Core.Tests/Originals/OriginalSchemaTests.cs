using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Originals;

/// <summary>The original reads what is written here: its schema takes our exports.</summary>
public class OriginalSchemaTests
{
    public static TheoryData<string> Files => OriginalFiles.AsTheoryData();

    [Theory]
    [MemberData(nameof(Files))]
    public void It_takes_the_originals_and_our_exports_of_them(string name)
    {
        Assert.Empty(SchemaFile.Original.Errors(OriginalFiles.Text(name)));
        Assert.Empty(SchemaFile.Original.Errors(new SnapshotManager().Export(SnapshotReader.Read(OriginalFiles.Text(name)))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_takes_our_export_of_a_run_with_something_in_every_field(bool compress) =>
        Assert.Empty(SchemaFile.Original.Errors(new SnapshotManager().Export(Sample.FullSnapshot(), compress)));

    [Fact]
    public void It_takes_our_export_in_every_status()
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
    public void The_references_in_it_resolve_for_it_refuses_what_only_they_forbid(string field, string json) =>
        Assert.NotEmpty(SchemaFile.Original.Errors(TestDocument.Minimal.With(field, json).ToString()));
}
