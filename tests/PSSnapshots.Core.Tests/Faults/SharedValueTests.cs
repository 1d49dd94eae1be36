using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "25")]
public class SharedValueTests
{
    [Fact]
    public void Export_contains_the_output_of_a_step_once()
    {
        var large = new string('x', 100_000);
        var store = Sample.Store();
        store.UpdateStepResult("build", StepStatus.Running);
        store.EmitStepEvent("build", "Step build running");
        store.UpdateStepResult("build", StepStatus.Completed, JsonValue.From(large));
        store.EmitStepEvent("build", "Step build completed");
        store.AddLog("built", stepId: "build");
        store.EmitWorkflowEvent("Workflow continues");
        var snapshot = new SnapshotManager().Create(store);

        var export = new SnapshotManager().Export(snapshot, compress: true);

        Assert.InRange(export.Length, 100_000, 103_000);
        Assert.Equal(export.IndexOf(large, StringComparison.Ordinal), export.LastIndexOf(large, StringComparison.Ordinal));
        Assert.Contains(large, export, StringComparison.Ordinal);
    }
}
