using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault13RestoreAddsLogsAndDoublesEvents : EngineTest
{
    [Fact]
    public void RestoringTwiceChangesNothing() =>
        Assert.Equal(["3 2", "3 2", "3 2", "True"], Texts("""
            $run = New-WorkflowRun w $id; Set-WorkflowRun $run -Status Running -StepId a -Output 1 -Log one; $snapshot = New-RunSnapshot $run
            function Counts { "$($run.Logs.Count) $($run.Events.Count)" }
            Counts; Restore-RunSnapshot $snapshot -Run $run; Counts; $json = $run | New-RunSnapshot -Manager (New-RunSnapshotManager)
            Restore-RunSnapshot $snapshot -Run $run; Counts; @(Compare-RunSnapshot $json $run).Count -eq 0
            """));
}
