using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault07TheGraphIsEmptyOnceStarted : EngineTest
{
    [Fact]
    public void ASnapshotMidRunHasEveryStepOfTheGraph() =>
        Assert.Equal(["build test", "build test"], Texts("""
            $run = New-WorkflowRun w $id -ExecutionGraph @{ type = "step"; id = "build" }, @{ type = "step"; id = "test" }
            Set-WorkflowRun $run -Status Running -StepId build -Output 1 -ExecutionPath 1
            $snapshot = New-RunSnapshot $run; $snapshot.ExecutionGraph.id -join " "
            $snapshot | Export-RunSnapshot a.json; (Import-RunSnapshot a.json -NoRegister).ExecutionGraph.id -join " "
            """));
}
