using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault25SharedValuesAreWrittenOncePerMention : EngineTest
{
    [Fact]
    public void ALargeOutputStandsOnceInAnExport() =>
        Assert.Equal(["True"], Texts("""
            $large = "x" * 100000; $run = New-WorkflowRun w $id; Set-WorkflowRun $run -Status Running -StepId a -Output $large -Log "a is done"
            $run.Store.EmitStepEvent("a", "done"); (New-RunSnapshot $run | ConvertTo-RunSnapshotJson).Length -lt 110000
            """));
}
