using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class UnknownFieldTests
{
    private static readonly string Document = TestDocument.Minimal
        .With("stepResults", """{"s":{"status":"completed","attempts":[1,{"x":null}],"output":{"own":1}}}""")
        .With("events", """[{"type":"StepStatusUpdate","timestamp":1,"runId":"r","workflowId":"w","description":"d","payload":{"odd":1},"traceId":"t"}]""")
        .With("executionGraph", """[{"type":"sleep","_private":true}]""")
        .With("logs", """[{"timestamp":1,"type":"step","description":"d","level":"warn"}]""")
        .With("tenant", """{"id":7}""")
        .With("__proto__", "[]")
        .With("", "1e2")
        .ToString();

    [Fact]
    public void They_are_kept_at_every_level_through_import_restore_and_export()
    {
        var run = new SnapshotManager().Restore(SnapshotReader.Read(Document), new FakeClock());
        var export = new SnapshotManager().Export(new SnapshotManager().Create(run.Store), compress: true);

        foreach (var kept in new[]
                 {
                     "\"attempts\":[1,{\"x\":null}]", "\"odd\":1", "\"traceId\":\"t\"", "{\"type\":\"sleep\",\"_private\":true}",
                     "\"level\":\"warn\"", "\"tenant\":{\"id\":7}", "\"__proto__\":[]", "\"\":1e2",
                 })
        {
            Assert.Contains(kept, export, StringComparison.Ordinal);
        }
        Same.State(SnapshotReader.Read(Document), SnapshotReader.Read(export));
    }

    [Fact]
    public void A_step_that_is_updated_loses_those_of_its_old_result_and_the_others_keep_theirs()
    {
        var run = new SnapshotManager().Restore(SnapshotReader.Read(Document), new FakeClock());

        run.Store.UpdateStepResult("t", StepStatus.Running);

        Assert.Contains("attempts", run.StepResults["s"].ToJson().ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"status":"running"}""", run.StepResults["t"].ToJson().ToString());
    }

    [Fact]
    public void Notes_of_types_that_are_not_known_are_passed_over_and_the_plain_value_stands()
    {
        var document = TestDocument.Minimal
            .With("executionContext", """{"k":"x"}""")
            .With("valueTypes", """{"/executionContext/k":"System.Diagnostics.Process"}""");

        var snapshot = SnapshotReader.Read(document.ToString());

        Assert.Equal("x", snapshot.ExecutionContext["k"]);
        Assert.Null(snapshot.State.ContextValues["k"].Notes);
    }
}
