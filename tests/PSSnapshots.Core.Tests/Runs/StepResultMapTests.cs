using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Runs;

public class StepResultMapTests
{
    [Fact]
    public void ToString_returns_the_number_of_steps_per_status()
    {
        var store = Sample.Store();
        Assert.Equal("0 steps", store.State.StepResults.ToString());

        store.UpdateStepResult("a", StepStatus.Running);
        Assert.Equal("1 step: 1 running", store.State.StepResults.ToString());

        store.UpdateStepResult("b", StepStatus.Completed);
        store.UpdateStepResult("c", StepStatus.Completed);
        Assert.Equal("3 steps: 2 completed, 1 running", store.State.StepResults.ToString());

        store.UpdateStepResult("d", StepStatus.Failed);
        store.UpdateStepResult("e", StepStatus.Suspended);
        Assert.Equal("5 steps: 2 completed, 1 failed, 1 running, 1 suspended", store.State.StepResults.ToString());
    }

    [Fact]
    public void A_step_that_changes_its_status_is_counted_anew()
    {
        var store = Sample.Store();
        foreach (var status in Enum.GetValues<StepStatus>()) store.UpdateStepResult("a", status);

        Assert.Equal(new StepCounts(0, 0, 0, 1), store.State.StepResults.Counts);
        Assert.Equal(1, store.State.StepResults.Counts.Total);
    }

    [Fact]
    public void An_imported_map_is_counted()
    {
        var imported = new SnapshotManager().Import(OriginalFiles.Text("patch-failed.json"));

        Assert.Equal(new StepCounts(0, 1, 1, 0), imported.StepResults.Counts);
    }
}
