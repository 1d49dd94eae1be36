using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "15")]
public class EventWithoutStateTests
{
    [Fact]
    public void Restore_keeps_the_status_if_an_event_has_no_workflow_state()
    {
        var document = TestDocument.Minimal
            .With("status", "\"SUSPENDED\"")
            .With("events", """[{"type":"WorkflowStatusUpdate","timestamp":1,"runId":"r","workflowId":"w","description":"odd","payload":{}}]""");

        var run = new SnapshotManager().Restore(new SnapshotManager().Import(document.ToString()));

        Assert.Equal(RunStatus.Suspended, run.Status);
        Assert.Equal("odd", Assert.Single(run.Events).Description);
    }
}
