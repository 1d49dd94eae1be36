using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault12RestoreStampsWithNow : EngineTest
{
    [Fact]
    public void TimestampsAreIdenticalAfterARestore() =>
        Assert.Equal(["True", "True", "True"], Texts("""
            $run = New-WorkflowRun w $id; Set-WorkflowRun $run -Status Running -StepId a -Output 1 -Log one
            $snapshot = New-RunSnapshot $run; $snapshot | Export-RunSnapshot a.json
            function Times($of) { "$($of.Logs.Timestamp.UtcTicks) $($of.Events.Timestamp.UtcTicks)" }
            $expected = Times $snapshot; $expected -match "\d{15}"
            Set-WorkflowRun $run -Log more; Restore-RunSnapshot $snapshot -Run $run; (Times $run) -eq $expected
            (Times (Import-RunSnapshot a.json -NoRegister | Restore-RunSnapshot)) -eq $expected
            """));
}
