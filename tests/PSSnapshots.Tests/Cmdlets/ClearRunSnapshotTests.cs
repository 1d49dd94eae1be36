using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class ClearRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.ClearRunSnapshotCommand";

    public ClearRunSnapshotTests() => Do("""
        $manager = New-RunSnapshotManager
        $PSDefaultParameterValues = @{ '*-RunSnapshot:Manager' = $manager }
        $a = New-WorkflowRun w a-1; $b = New-WorkflowRun w a-2; $c = New-WorkflowRun w b-1; $d = New-WorkflowRun w a-*
        $a, $a, $b, $c, $d | New-RunSnapshot | Out-Null
        """);

    [Theory]
    [InlineData("Clear-RunSnapshot a-1", "a-2 b-1 a-*")]
    [InlineData("Clear-RunSnapshot -RunId a-1, b-1", "a-2 a-*")]
    [InlineData("Clear-RunSnapshot A-?", "b-1")]
    [InlineData("Clear-RunSnapshot a-*", "a-1 a-2 b-1")]
    [InlineData("Clear-RunSnapshot nothing*", "a-1 a-2 b-1 a-*")]
    [InlineData("'a-2', 'b-1' | Clear-RunSnapshot", "a-1 a-*")]
    [InlineData("$a, $c | Clear-RunSnapshot", "a-2 a-*")]
    [InlineData("Get-RunSnapshot a-2 | Clear-RunSnapshot", "a-1 b-1 a-*")]
    [InlineData("Clear-RunSnapshot -All", "")]
    [InlineData("Clear-RunSnapshot -All:$false", "a-1 a-2 b-1 a-*")]
    [InlineData("Clear-RunSnapshot a-1, b-1 -WhatIf", "a-1 a-2 b-1 a-*")]
    [InlineData("Clear-RunSnapshot -All -WhatIf", "a-1 a-2 b-1 a-*")]
    public void TheRunsThatAreMeantHaveNoneLeft(string script, string left) =>
        Assert.Equal([left], Texts($"{script}; $manager.RunIds -join ' '"));

    [Fact]
    public void TheNumbersOfAClearedRunGoOn() =>
        Assert.Equal(["3"], Texts("Clear-RunSnapshot a-1; (New-RunSnapshot $a).Sequence"));

    [Fact]
    public void OnlyTheGivenManagerIsCleared() =>
        Assert.Equal(["1"], Texts("""
            $PSDefaultParameterValues.Clear(); $run = New-WorkflowRun w $id; New-RunSnapshot $run | Out-Null
            Clear-RunSnapshot -All -Manager $manager; @(Get-RunSnapshot $id).Count
            """));

    [Fact]
    public void ARunWithoutSnapshotsIsAnErrorAndTheOthersAreCleared()
    {
        ErrorRecord error = FailsAndGoesOn(
            "Clear-RunSnapshot a-1, missing, b-1; $manager.RunIds -join ' '",
            "SnapshotNotFound,PSSnapshots.Commands.ClearRunSnapshotCommand", ErrorCategory.ObjectNotFound, "a-2 a-*");

        Assert.Equal("missing", error.TargetObject);
    }

    [Theory]
    [InlineData("Clear-RunSnapshot $null")]
    [InlineData("$null | Clear-RunSnapshot")]
    public void NullIsNoRun(string script) =>
        Fails(script, $"ParameterArgumentValidationErrorNullNotAllowed,{Class}", ErrorCategory.InvalidData);
}
