using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class NewWorkflowRunTests : EngineTest
{
    [Fact]
    public void ARunBeginsAsInitialWithItsInputAndGraph() =>
        Assert.Equal(["True", "deploy", "Initial", "prod", "a b", "0"], Texts("""
            $run = New-WorkflowRun -WorkflowId deploy -RunId $id -InputData @{ env = 'prod' } -ExecutionGraph @{ id = 'a' }, @{ id = 'b' }
            $run.RunId -eq $id; $run.WorkflowId; $run.Status; $run.Input.env; $run.ExecutionGraph.id -join ' '; $run.StepCount
            """));

    [Fact]
    public void IdsAreTakenByPosition() =>
        Assert.Equal(["deploy True"], Texts("$run = New-WorkflowRun deploy $id; \"$($run.WorkflowId) $($run.RunId -eq $id)\""));

    [Fact]
    public void ARunWithoutAnIdGetsOneOfItsOwn() =>
        Assert.Equal(["True", "True"], Texts("""
            $one = New-WorkflowRun deploy; $other = New-WorkflowRun deploy
            $one.RunId -like 'deploy-*'; $one.RunId -ne $other.RunId
            """));

    [Fact]
    public void RunsAreMadeOfPipedProperties() =>
        Assert.Equal(["deploy a 1", "test b 2"], Texts("""
            [pscustomobject]@{ WorkflowId = 'deploy'; RunId = 'a'; InputData = 1 }, [pscustomobject]@{ WorkflowId = 'test'; RunId = 'b'; InputData = 2 } |
                New-WorkflowRun | ForEach-Object { "$($_.WorkflowId) $($_.RunId) $($_.Input)" }
            """));

    [Fact]
    public void ARunWithoutInputHasNone() =>
        Assert.Equal(["True", "False", "True"], Texts("""
            $none = New-WorkflowRun deploy $id; $null -eq $none.Input
            ($none | New-RunSnapshot | ConvertTo-RunSnapshotJson) -match '"input"'
            (New-WorkflowRun deploy "$id-2" -InputData $null | New-RunSnapshot | ConvertTo-RunSnapshotJson) -match '"input"'
            """));

    [Theory]
    [InlineData("-InputData @{ a = { 1 } }", "/input/a")]
    [InlineData("-ExecutionGraph @{ id = 'a' }, 5", "/executionGraph/1")]
    public void WhatCannotBeKeptIsAnErrorThatNamesItsPlace(string parameter, string path)
    {
        ErrorRecord error = FailsAndGoesOn(
            $"New-WorkflowRun deploy $id {parameter}; 'went on'",
            "UnsupportedValue,PSSnapshots.Commands.NewWorkflowRunCommand", ErrorCategory.InvalidType, "went on");

        Assert.Contains($"'{path}'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(Id, error.TargetObject);
    }

    [Theory]
    [InlineData("New-WorkflowRun ''")]
    [InlineData("New-WorkflowRun deploy ''")]
    [InlineData("New-WorkflowRun deploy -ExecutionGraph $null")]
    public void AnIdIsNotEmptyAndAGraphIsNotNull(string script) =>
        Fails(script, "ParameterArgumentValidationError,PSSnapshots.Commands.NewWorkflowRunCommand", ErrorCategory.InvalidData);
}
