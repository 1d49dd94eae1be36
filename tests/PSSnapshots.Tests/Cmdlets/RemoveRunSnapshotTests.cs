using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class RemoveRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.RemoveRunSnapshotCommand";

    public RemoveRunSnapshotTests() => Do("""
        $run = New-WorkflowRun deploy $id; $a, $b, $c = $run, $run, $run | New-RunSnapshot
        function Left { "$((Get-RunSnapshot "$id*").Sequence)" }
        """);

    [Theory]
    [InlineData("Remove-RunSnapshot -Snapshot $b", "1 3")]
    [InlineData("Remove-RunSnapshot $b", "1 3")]
    [InlineData("$a, $c | Remove-RunSnapshot", "2")]
    [InlineData("Get-RunSnapshot $id | Where-Object Sequence -lt 3 | Remove-RunSnapshot", "3")]
    [InlineData("Remove-RunSnapshot -RunId $id -Sequence 3, 1", "2")]
    [InlineData("$b | Remove-RunSnapshot -WhatIf", "1 2 3")]
    [InlineData("Remove-RunSnapshot -RunId $id -Sequence 1 -WhatIf", "1 2 3")]
    public void TheOnesThatAreGivenGo(string script, string left) => Assert.Equal([left], Texts($"{script}; Left"));

    [Fact]
    public void ACopyFromAFileStandsForTheOneThatIsKept() =>
        Assert.Equal(["1 3"], Texts("$b | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson | Remove-RunSnapshot; Left"));

    [Fact]
    public void AnotherManagersAreLeftAlone() =>
        Assert.Equal(["1 2 3", "0"], Texts("""
            $manager = New-RunSnapshotManager; $d = New-RunSnapshot $run -Manager $manager; Remove-RunSnapshot $d -Manager $manager; Left; $manager.Count
            """));

    [Fact]
    public void NumbersAreNotGivenTwice() => Assert.Equal(["4"], Texts("$c | Remove-RunSnapshot; (New-RunSnapshot $run).Sequence"));

    [Fact]
    public void OneThatIsNotKeptIsAnErrorAndTheOthersGo()
    {
        ErrorRecord error = FailsAndGoesOn(
            "$a, $a, $b | Remove-RunSnapshot; Left",
            "SnapshotNotFound,PSSnapshots.Commands.RemoveRunSnapshotCommand", ErrorCategory.ObjectNotFound, "3");

        Assert.Equal($"{Id} #1 (Initial, 0 steps)", error.TargetObject?.ToString());
    }

    [Fact]
    public void ANumberThatIsNotThereIsAnErrorAndTheOthersGo()
    {
        ErrorRecord error = FailsAndGoesOn(
            "Remove-RunSnapshot -RunId $id -Sequence 1, 9, 3; Left", $"SnapshotNotFound,{Class}", ErrorCategory.ObjectNotFound, "2");

        Assert.Equal(9, error.TargetObject);
    }

    [Fact]
    public void ARunIdIsNoPatternHere() =>
        FailsAndGoesOn("Remove-RunSnapshot -RunId 'run-*' -Sequence 1; Left", $"SnapshotNotFound,{Class}", ErrorCategory.ObjectNotFound, "1 2 3");

    [Fact]
    public void AForeignObjectIsOneErrorAndTheOthersGo() =>
        FailsAndGoesOn("$a, 5, $c | Remove-RunSnapshot; Left", $"InputObjectNotBound,{Class}", ErrorCategory.InvalidArgument, "2");

    [Fact]
    public void NullIsNoSnapshot() =>
        Fails("Remove-RunSnapshot $null", $"ParameterArgumentValidationErrorNullNotAllowed,{Class}", ErrorCategory.InvalidData);
}
