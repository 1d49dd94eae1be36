using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class SetWorkflowRunTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.SetWorkflowRunCommand";

    public SetWorkflowRunTests() => Do("$run = New-WorkflowRun deploy $id");

    [Fact]
    public void AStatusIsSetLoggedAndEmittedAsAnEvent() =>
        Assert.Equal(["Running", "Run status changed to RUNNING", "Workflow running"], Texts("""
            Set-WorkflowRun -Run $run -Status Running
            $run.Status; $run.Logs[-1].Description; $run.Events[-1].Description
            """));

    [Fact]
    public void OneCallIsOneChangeForAnObserver() =>
        Assert.Equal(["1"], Texts("""
            $changes = [System.Collections.Generic.List[object]]::new()
            $subscription = $run.Store.Subscribe({ param($before, $after) $changes.Add($after) })
            Set-WorkflowRun $run -Status Running -StepId a -Output 1 -Log one, two -Context @{ k = 1 } -ExecutionPath 1 -Result 2
            $subscription.Dispose(); $changes.Count
            """));

    [Theory]
    [InlineData("-Output 1", "Completed")]
    [InlineData("-Output $null", "Completed")]
    [InlineData("-StepError 'no'", "Failed")]
    [InlineData("-SuspendedPath 1, 2", "Suspended")]
    [InlineData("-StepStatus Running", "Running")]
    [InlineData("-StepStatus Running -Output 1", "Running")]
    public void AStepsStatusFollowsFromWhatIsToldOfIt(string parameters, string status) =>
        Assert.Equal([status, "a"], Texts($"Set-WorkflowRun $run -StepId a {parameters}; $run.StepResults['a'].Status; $run.Events[-1].StepId"));

    [Fact]
    public void AStepIdMayBeEmptyAndIsToldApartByCase() =>
        Assert.Equal(["1 2 3", "3 steps: 3 completed"], Texts("""
            Set-WorkflowRun $run -StepId '' -Output 1; Set-WorkflowRun $run -StepId a -Output 2; Set-WorkflowRun $run -StepId A -Output 3
            "$($run.StepResults[''].Output) $($run.StepResults['a'].Output) $($run.StepResults['A'].Output)"
            $run.StepResults.ToString()
            """));

    [Fact]
    public void ContextValuesAreSetRemovedAndCleared() =>
        Assert.Equal(["1 2", " 2", "x", "3"], Texts("""
            Set-WorkflowRun $run -Context @{ a = 1; b = 2 }; "$($run.ExecutionContext.a) $($run.ExecutionContext.b)"
            Set-WorkflowRun $run -RemoveContext a, missing; "$($run.ExecutionContext.a) $($run.ExecutionContext.b)"
            Set-WorkflowRun $run -ClearContext -Context @{ x = 3 }; $run.ExecutionContext.Keys -join ' '; $run.ExecutionContext.x
            """));

    [Fact]
    public void LogsAreOfTheRunOrOfAStepAndHaveMetadata() =>
        Assert.Equal(["Status: one", "Step a: two 7", "Step a: three 7"], Texts("""
            Set-WorkflowRun $run -Log one; Set-WorkflowRun $run -Log two, three -StepId a -LogMetadata @{ n = 7 }
            $run.Logs | ForEach-Object { "$($_.Type) $($_.StepId)".Trim() + ": $($_.Description) $($_.Metadata.n)".TrimEnd() }
            """));

    [Fact]
    public void PathGraphInputResultAndErrorAreSet() =>
        Assert.Equal(["1 2", "g", "3", "4", "no", "True"], Texts("""
            Set-WorkflowRun $run -ExecutionPath 1, 2 -ExecutionGraph @{ id = 'g' } -InputData 3 -Result 4 -RunError 'no'
            $run.ExecutionPath -join ' '; $run.ExecutionGraph[0].id; $run.Input; $run.Result; $run.Error.Message
            Set-WorkflowRun $run -RunError $null; $null -eq $run.Error
            """));

    [Fact]
    public void ManyRunsComeThroughThePipelineAndPassThruEmitsThem() =>
        Assert.Equal(["a (Running)", "b (Running)"], Texts(
            "(New-WorkflowRun w a), (New-WorkflowRun w b) | Set-WorkflowRun -Status Running -PassThru | ForEach-Object { \"$_\" }"));

    [Fact]
    public void WhatIfChangesNothing() =>
        Assert.Equal(["True", "True"], Texts("""
            $before = $run.Store.State
            [object]::ReferenceEquals($run, (Set-WorkflowRun $run -Status Running -StepId a -Output 1 -Log x -WhatIf -PassThru))
            [object]::ReferenceEquals($before, $run.Store.State)
            """));

    [Theory]
    [InlineData("-StepStatus Running")]
    [InlineData("-Output 1")]
    [InlineData("-StepError 'no'")]
    [InlineData("-SuspendedPath 1")]
    public void AStepsParametersNeedItsId(string parameters)
    {
        Fails($"Set-WorkflowRun $run {parameters}", "StepIdMissing,PSSnapshots.Commands.SetWorkflowRunCommand", ErrorCategory.InvalidArgument);

        Assert.Equal(0, Value("$run.StepCount"));
    }

    [Fact]
    public void AValueThatCannotBeKeptIsAnErrorForItsRunAndNothingOfTheCallIsDone()
    {
        ErrorRecord error = FailsAndGoesOn(
            "Set-WorkflowRun $run -Status Running -StepId 'a/b' -Output @{ 'x~y' = { 1 } }; \"$run\" -replace $id, 'run'",
            "UnsupportedValue,PSSnapshots.Commands.SetWorkflowRunCommand", ErrorCategory.InvalidType, "run (Initial)");

        Assert.Contains("'/stepResults/a~1b/output/x~0y'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal($"{Id} (Initial)", error.TargetObject?.ToString());
    }

    [Fact]
    public void AnObserverThatFailsIsReportedAndTheChangeIsMade()
    {
        ErrorRecord error = FailsAndGoesOn(
            """
            $subscription = $run.Store.Subscribe({ throw 'observer' })
            Set-WorkflowRun $run -Status Running; $subscription.Dispose(); $run.Status
            """,
            "ObserverFailed,PSSnapshots.Commands.SetWorkflowRunCommand", ErrorCategory.NotSpecified, "Running");

        Assert.Contains("observer", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal($"{Id} (Running)", error.TargetObject?.ToString());
    }

    [Fact]
    public void AnUnknownStatusIsRefusedWithTheOnesThatThereAre()
    {
        ErrorRecord error = Fails(
            "Set-WorkflowRun $run -Status Nope", $"CannotConvertArgumentNoMessage,{Class}", ErrorCategory.InvalidArgument);

        Assert.Contains("Initial, Running, Paused, Resumed, Completed, Failed, Suspended", error.Exception.Message, StringComparison.Ordinal);
    }
}
