using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault15_AnEventWithoutWorkflowState
{
    [Fact]
    public void A_file_with_such_an_event_restores_with_its_own_status()
    {
        var document = TestDocument.Minimal
            .With("status", "\"SUSPENDED\"")
            .With("events", """[{"type":"WorkflowStatusUpdate","timestamp":1,"runId":"r","workflowId":"w","description":"odd","payload":{}}]""");

        var run = new SnapshotManager().Restore(new SnapshotManager().Import(document.ToString()));

        Assert.Equal(RunStatus.Suspended, run.Status);
        Assert.Equal("odd", Assert.Single(run.Events).Description);
    }
}
