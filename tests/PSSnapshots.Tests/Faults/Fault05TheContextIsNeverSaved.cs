using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault05TheContextIsNeverSaved : EngineTest
{
    [Fact]
    public void AContextValueIsCapturedAndRestored() =>
        Assert.Equal(["eu", "eu 1", "eu 1"], Texts("""
            $run = New-WorkflowRun w $id; Set-WorkflowRun $run -Context @{ region = "eu"; nested = @{ a = 1 } }
            $snapshot = New-RunSnapshot $run; $snapshot.ExecutionContext.region
            Set-WorkflowRun $run -ClearContext; Restore-RunSnapshot $snapshot -Run $run
            "$($run.ExecutionContext.region) $($run.ExecutionContext.nested.a)"
            $snapshot | Export-RunSnapshot a.json; $new = Import-RunSnapshot a.json | Restore-RunSnapshot
            "$($new.ExecutionContext.region) $($new.ExecutionContext.nested.a)"
            """));
}
