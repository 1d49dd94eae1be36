using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault06MutatingAnOutputChangesTheSnapshot : EngineTest
{
    [Fact]
    public void AnExportStaysTheSameWhateverBecomesOfTheObjectsThatWereGivenOrRead() =>
        Assert.Equal(["True", "1"], Texts("""
            $output = @{ list = [System.Collections.ArrayList]@(1); deep = @{ er = 1 } }; $context = @{ c = $output }
            $run = New-WorkflowRun w $id -InputData $output; Set-WorkflowRun $run -StepId a -Output $output -Context $context
            $snapshot = New-RunSnapshot $run; $before = ConvertTo-RunSnapshotJson $snapshot
            $output.list.Add(2) | Out-Null; $output.deep.er = 2; $output.more = 3
            $read = $snapshot.StepResults["a"].Output; $read.deep.er = 9; $read.list[0] = 9; $snapshot.Input.deep.er = 9
            $before -eq (ConvertTo-RunSnapshotJson $snapshot); $snapshot.StepResults["a"].Output.deep.er
            """));
}
