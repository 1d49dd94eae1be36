using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class NewRunSnapshotManagerTests : EngineTest
{
    [Theory]
    [InlineData("New-RunSnapshotManager", 10)]
    [InlineData("New-RunSnapshotManager 3", 3)]
    [InlineData("New-RunSnapshotManager -MaxSnapshots 1", 1)]
    public void AManagerIsEmptyAndHasItsBound(string script, int bound) =>
        Assert.Equal([$"{bound} 0"], Texts($"$manager = {script}; \"$($manager.MaxSnapshots) $($manager.Count)\""));

    [Fact]
    public void ItKeepsTheLatest() =>
        Assert.Equal(["2 3"], Texts("""
            $manager = New-RunSnapshotManager 2; $run = New-WorkflowRun w r
            $run, $run, $run | New-RunSnapshot -Manager $manager | Out-Null; "$($manager.GetAll('r').Sequence)"
            """));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void ABoundBelowOneIsRefused(int bound) =>
        Fails(
            $"New-RunSnapshotManager {bound}",
            "ParameterArgumentValidationError,PSSnapshots.Commands.NewRunSnapshotManagerCommand", ErrorCategory.InvalidData);
}
