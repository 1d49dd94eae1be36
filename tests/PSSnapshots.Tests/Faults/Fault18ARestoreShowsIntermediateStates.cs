using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault18ARestoreShowsIntermediateStates : EngineTest
{
    [Fact]
    public void AnObserverSeesExactlyOneChange() =>
        Assert.Equal(["Failed>Running"], Texts("""
            $run = New-WorkflowRun w $id -ExecutionGraph @{ id = "a" }
            Set-WorkflowRun $run -Status Running -StepId a -Output 1 -Context @{ k = 1 } -Log one; $snapshot = New-RunSnapshot $run
            Set-WorkflowRun $run -Status Failed -StepId b -StepError "no" -ClearContext -RunError "no"
            $seen = [System.Collections.Generic.List[string]]::new()
            $subscription = $run.Store.Subscribe({ param($before, $after) $seen.Add("$($before.Status)>$($after.Status)") })
            Restore-RunSnapshot $snapshot -Run $run; $subscription.Dispose(); $seen
            """));
}
