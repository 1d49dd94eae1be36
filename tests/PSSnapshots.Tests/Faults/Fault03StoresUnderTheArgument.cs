using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault03StoresUnderTheArgument : EngineTest
{
    [Fact]
    public void ASnapshotIsFoundUnderTheIdOfTheRunWhateverItWasCapturedFrom() =>
        Assert.Equal(["3"], Texts("""
            $run = New-WorkflowRun w $id; $run, $run.Store, @{ RunId = $id; WorkflowId = "w" } | New-RunSnapshot | Out-Null
            @(Get-RunSnapshot $id).Count
            """));
}
