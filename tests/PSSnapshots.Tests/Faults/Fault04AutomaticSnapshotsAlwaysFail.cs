using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault04AutomaticSnapshotsAlwaysFail : EngineTest
{
    [Fact]
    public void ARunOfASecondIsCapturedAtLeastFiveTimesAtEvery100Milliseconds()
    {
        Do("""
            $manager = New-RunSnapshotManager; $run = New-WorkflowRun w $id
            $trigger = Register-RunSnapshotTrigger $run 100ms -Manager $manager; Set-WorkflowRun $run -Status Running
            """);
        for (int taken = 0; taken < 5; taken++)
        {
            Do($"Set-WorkflowRun $run -StepId step-{taken} -Output {taken}");
            Eventually.True(() => (int)Value("$trigger.SnapshotCount")! > taken, "the change was captured");
        }

        Assert.Equal(["True", "0", "False", "Completed", "5"], Texts("""
            Set-WorkflowRun $run -Status Completed
            $manager.Count -ge 6; $trigger.FailureCount; $trigger.IsActive
            $last = Get-RunSnapshot $id -Latest -Manager $manager; $last.Status; $last.StepCount
            """));
    }
}
