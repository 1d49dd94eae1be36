using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault10_AThrownTextMakesCreateThrow
{
    [Fact]
    public void A_step_that_failed_by_a_text_is_captured()
    {
        var store = Sample.Store();
        store.UpdateStepResult("copy", StepStatus.Failed, error: RunError.FromMessage("no space left"));
        store.SetError(RunError.FromMessage("no space left"));

        var snapshot = new SnapshotManager().Create(store);
        var imported = new SnapshotManager().Import(new SnapshotManager().Export(snapshot));

        Assert.Equal("no space left", snapshot.StepResults["copy"].Error?.Message);
        Assert.Equal("no space left", imported.StepResults["copy"].Error?.Message);
        Assert.Equal("no space left", imported.Error?.ToString());
        Assert.Equal("\"no space left\"", imported.Error?.Json.ToString());
    }
}
