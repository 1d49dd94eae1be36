using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault19ASnapshotDiffersFromItsOwnImport : EngineTest
{
    [Fact]
    public void ThereIsNoDifference() =>
        Assert.Equal(["0", "True"], Texts("""
            $run = New-WorkflowRun w $id -InputData @{ at = [datetime]::UtcNow; n = 1.50d } -ExecutionGraph @{ id = "a" }
            try { throw "no" } catch { Set-WorkflowRun $run -Status Failed -StepId a -StepError $_ -RunError $_ -Log one -Context @{ g = [guid]::NewGuid() } }
            $snapshot = New-RunSnapshot $run; $snapshot | Export-RunSnapshot a.json; $back = Import-RunSnapshot a.json -NoRegister
            @(Compare-RunSnapshot $snapshot $back).Count; (ConvertTo-RunSnapshotJson $snapshot) -eq (ConvertTo-RunSnapshotJson $back)
            """));
}
