using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "14")]
public class RestoredStatusTests
{
    [Fact]
    public void Restore_returns_the_status_and_result_of_a_paused_run()
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
