using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault08TheInputIsNotSaved : EngineTest
{
    [Fact]
    public void TheInputIsEqualAfterExportAndImport() =>
        Assert.Equal(["prod 1 2", "0"], Texts("""
            $run = New-WorkflowRun w $id -InputData @{ env = "prod"; list = 1, 2 }; Set-WorkflowRun $run -Status Running
            $snapshot = New-RunSnapshot $run; $snapshot | Export-RunSnapshot a.json
            $new = Import-RunSnapshot a.json -NoRegister | Restore-RunSnapshot
            "$($new.Input.env) $($new.Input.list)"; @(Compare-RunSnapshot $snapshot $new).Count
            """));
}
