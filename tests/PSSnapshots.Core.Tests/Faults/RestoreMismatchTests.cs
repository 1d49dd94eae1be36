using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "17")]
public class RestoreMismatchTests
{
    [Theory]
    [InlineData("deploy-8", "deploy")]
    [InlineData("deploy-7", "patch")]
    [InlineData("deploy-8", "patch")]
    public void Restore_into_another_run_or_workflow_is_rejected(string runId, string workflowId)
    {
        var snapshot = Sample.FullSnapshot();
        var store = Sample.Store(runId, workflowId);
        var before = store.State;
        using var recorder = new Recorder(store);

        var refusal = Assert.Throws<RunMismatchException>(() => new SnapshotManager().Restore(store, snapshot));

        Assert.Contains("'deploy-7' of workflow 'deploy'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"'{runId}' of workflow '{workflowId}'", refusal.Message, StringComparison.Ordinal);
        Assert.Same(before, store.State);
        Assert.Empty(recorder.Changes);
    }

    [Fact]
    public void Restore_with_force_keeps_the_IDs_of_the_run_and_of_the_events()
    {
        var snapshot = Sample.FullSnapshot();
        var store = Sample.Store("deploy-8", "patch");

        new SnapshotManager().Restore(store, snapshot, force: true);

        Assert.Equal("deploy-8", store.State.RunId);
        Assert.Equal("patch", store.State.WorkflowId);
        Assert.NotEmpty(store.State.Events);
        Assert.All(store.State.Events, entry => Assert.Equal(("deploy-7", "deploy"), (entry.RunId, entry.WorkflowId)));
    }
}
