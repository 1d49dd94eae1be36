using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault16AStaleResultSurvivesARestore : EngineTest
{
    [Fact]
    public void ARestoreOfASnapshotWithoutAResultLeavesNone() =>
        Assert.Equal(["True", "True", "0"], Texts("""
            $run = New-WorkflowRun w $id; $snapshot = New-RunSnapshot $run
            Set-WorkflowRun $run -Status Failed -Result 5 -RunError "no" -StepId a -Output 1; Restore-RunSnapshot $snapshot -Run $run
            $null -eq $run.Result; $null -eq $run.Error; $run.StepCount
            """));
}
