using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault14_ReplayedEventsOverrideTheState
{
    [Fact]
    public void Paused_with_a_result_restores_as_paused_with_that_result()
    {
        var store = Sample.Store();
        store.SetStatus(RunStatus.Running);
        store.EmitWorkflowEvent("Workflow started");
        store.SetResult(Json.Of("""{"partial":3}"""));
        store.SetStatus(RunStatus.Paused);
        var snapshot = new SnapshotManager().Create(store);
        store.SetStatus(RunStatus.Completed);
        store.SetResult(Json.Of("\"other\""));

        new SnapshotManager().Restore(store, snapshot);

        Assert.Equal(RunStatus.Paused, store.State.Status);
        Assert.Equal(Json.Of("""{"partial":3}"""), store.State.ResultJson);
    }
}
