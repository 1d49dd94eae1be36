using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class UnknownFieldTests
{
    private static readonly string Document = TestDocument.Minimal
        .With("stepResults", """{"s":{"status":"completed","tries":[1,{"x":null}],"output":{"own":1}}}""")
        .With("events", """[{"type":"StepStatusUpdate","timestamp":1,"runId":"r","workflowId":"w","description":"d","payload":{"odd":1},"traceId":"t"}]""")
        .With("executionGraph", """[{"type":"sleep","_private":true}]""")
        .With("logs", """[{"timestamp":1,"type":"step","description":"d","level":"warn"}]""")
        .With("tenant", """{"id":7}""")
        .With("__proto__", "[]")
        .With("", "1e2")
        .ToString();

    [Fact]
    public void Unknown_fields_are_preserved_at_every_level()
    {
        var run = new SnapshotManager().Restore(SnapshotReader.Read(Document), new FakeClock());
        var export = new SnapshotManager().Export(new SnapshotManager().Create(run.Store), compress: true);

        foreach (var kept in new[]
                 {
                     "\"tries\":[1,{\"x\":null}]", "\"odd\":1", "\"traceId\":\"t\"", "{\"type\":\"sleep\",\"_private\":true}",
                     "\"level\":\"warn\"", "\"tenant\":{\"id\":7}", "\"__proto__\":[]", "\"\":1e2",
                 })
        {
            Assert.Contains(kept, export, StringComparison.Ordinal);
        }
        Same.State(SnapshotReader.Read(Document), SnapshotReader.Read(export));
    }

    [Fact]
    public void Updating_a_step_keeps_the_unknown_fields_of_other_steps()
    {
        var run = new SnapshotManager().Restore(SnapshotReader.Read(Document), new FakeClock());

        run.Store.UpdateStepResult("t", StepStatus.Running);

        Assert.Contains("tries", run.StepResults["s"].ToJson().ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"status":"running"}""", run.StepResults["t"].ToJson().ToString());
    }

    [Fact]
    public void Unknown_type_notes_are_preserved_and_the_value_remains_plain()
    {
        const string Notes = """{"/executionContext/k":"System.Diagnostics.Process","/executionContext/k/deep":"version2"}""";
        var document = TestDocument.Minimal.With("executionContext", """{"k":"x","l":{"deep":1}}""").With("valueTypes", Notes);

        var run = new SnapshotManager().Restore(SnapshotReader.Read(document.ToString()), new FakeClock());

        Assert.Equal("x", run.Store.State.ExecutionContext["k"]);
        Assert.Null(run.Store.State.ContextValues["k"].Notes!.Root);
        Assert.Contains($"\"valueTypes\":{Notes}", new SnapshotManager().Export(new SnapshotManager().Create(run.Store), compress: true), StringComparison.Ordinal);

        run.Store.SetContext("k", Json.Of("1"));
        Assert.DoesNotContain("valueTypes", new SnapshotManager().Export(new SnapshotManager().Create(run.Store), compress: true), StringComparison.Ordinal);
    }
}
