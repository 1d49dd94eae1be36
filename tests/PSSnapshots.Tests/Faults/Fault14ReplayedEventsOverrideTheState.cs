using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault14ReplayedEventsOverrideTheState : EngineTest
{
    [Fact]
    public void APausedRunWithAResultIsRestoredAsPausedWithThatResult() =>
        Assert.Equal(["Paused 5"], Texts("""
            $run = New-WorkflowRun w $id; Set-WorkflowRun $run -Status Paused -Result 5
            $run.Store.EmitWorkflowEvent("later", @{ workflowState = @{ status = "FAILED"; result = 9 } })
            New-RunSnapshot $run | Export-RunSnapshot a.json; $new = Import-RunSnapshot a.json -NoRegister | Restore-RunSnapshot
            "$($new.Status) $($new.Result)"
            """));
}
