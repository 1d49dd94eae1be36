using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "10")]
public class StringErrorTests
{
    [Fact]
    public void Error_that_is_a_string_is_captured()
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
