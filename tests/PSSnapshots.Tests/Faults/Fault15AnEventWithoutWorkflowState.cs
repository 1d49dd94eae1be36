using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault15AnEventWithoutWorkflowState : EngineTest
{
    [Fact]
    public void SuchAFileIsRestoredWithItsStatus() =>
        Assert.Equal(["Suspended"], Texts("""
            $run = New-WorkflowRun w $id; Set-WorkflowRun $run -Status Suspended; $run.Store.EmitWorkflowEvent("bare", @{ other = 1 })
            New-RunSnapshot $run | Export-RunSnapshot a.json; (Import-RunSnapshot a.json -NoRegister | Restore-RunSnapshot).Status
            """));
}
