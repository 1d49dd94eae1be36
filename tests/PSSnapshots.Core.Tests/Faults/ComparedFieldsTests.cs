using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "20")]
public class ComparedFieldsTests
{
    public static TheoryData<string, Action<RunStore>> Changes => new()
    {
        { "/status", store => store.SetStatus(RunStatus.Paused) },
        { "/input", store => store.SetInput(Json.Of("1")) },
        { "/stepResults/build/status", store => store.UpdateStepResult("build", StepStatus.Running, Json.Of("""{"image":"web:1.4.2"}""")) },
        { "/stepResults/build/output/image", store => store.UpdateStepResult("build", StepStatus.Completed, Json.Of("""{"image":"x"}""")) },
        { "/executionPath", store => store.UpdateExecutionPath(2) },
        { "/suspendedPaths/ask", store => store.UpdateSuspendedPath("ask", 7) },
        { "/events/2", store => store.EmitWorkflowEvent("e") },
        { "/executionGraph/1", store => store.SetExecutionGraph(store.State.GraphEntries[0]) },
        { "/result/partial", store => store.SetResult(Json.Of("""{"partial":false}""")) },
        { "/error", store => store.SetError(RunError.FromMessage("other")) },
        { "/logs/5", store => store.AddLog("l") },
        { "/executionContext/region", store => store.SetContext("region", Json.Of("\"us\"")) },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Compare_reports_a_change_of_every_field(string path, Action<RunStore> change)
    {
        var store = Sample.FullStore();
        var before = store.State;

        change(store);

        Assert.Contains(path, StateComparison.Compare(before, store.State).Select(found => found.Path));
    }
}
