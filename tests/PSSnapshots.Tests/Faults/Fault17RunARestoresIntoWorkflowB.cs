using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault17RunARestoresIntoWorkflowB : EngineTest
{
    [Fact]
    public void ItIsRefusedAndChangesNothing()
    {
        Do("$a = New-WorkflowRun deploy $id; $b = New-WorkflowRun test \"$id-b\"; $snapshot = New-RunSnapshot $a; $before = $b.Store.State");

        Assert.Equal("RunMismatch,PSSnapshots.Commands.RestoreRunSnapshotCommand", Engine.SingleError("Restore-RunSnapshot $snapshot -Run $b").FullyQualifiedErrorId);

        Assert.Equal(["True"], Texts("[object]::ReferenceEquals($before, $b.Store.State)"));
    }

    [Fact]
    public void WithForceItIsDoneAndEventsKeepTheIdsOfTheirRun() =>
        Assert.Equal(["True test True"], Texts("""
            $a = New-WorkflowRun deploy $id; Set-WorkflowRun $a -Status Running; $b = New-WorkflowRun test "$id-b"
            Restore-RunSnapshot (New-RunSnapshot $a) -Run $b -Force; "$($b.RunId -eq "$id-b") $($b.WorkflowId) $($b.Events[0].RunId -eq $id)"
            """));
}
