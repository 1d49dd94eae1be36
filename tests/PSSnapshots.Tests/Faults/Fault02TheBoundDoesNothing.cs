using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault02TheBoundDoesNothing : EngineTest
{
    [Fact]
    public void OfFiveCapturesTheLastThreeAreKept() =>
        Assert.Equal(["3 4 5"], Texts("""
            $manager = New-RunSnapshotManager -MaxSnapshots 3; $run = New-WorkflowRun w $id
            1..5 | ForEach-Object { New-RunSnapshot $run -Manager $manager | Out-Null }
            "$((Get-RunSnapshot $id -Manager $manager).Sequence)"
            """));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ABoundThatKeepsNothingIsRefused(int bound)
    {
        Assert.StartsWith("ParameterArgumentValidationError,", Engine.SingleError($"New-RunSnapshotManager {bound}").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("ParameterArgumentValidationError,", Engine.SingleError($"Set-RunSnapshotOption {bound}").FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
