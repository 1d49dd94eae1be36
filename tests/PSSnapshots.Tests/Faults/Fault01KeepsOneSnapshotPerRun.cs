using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault01KeepsOneSnapshotPerRun : EngineTest
{
    [Fact]
    public void ThreeCapturesAreThreeSnapshotsNewestLast() =>
        Assert.Equal(["a", "b", "c"], Texts("""
            $run = New-WorkflowRun w $id; "a", "b", "c" | ForEach-Object { New-RunSnapshot $run -Label $_ | Out-Null }
            Get-RunSnapshot $id | ForEach-Object Label
            """));
}
