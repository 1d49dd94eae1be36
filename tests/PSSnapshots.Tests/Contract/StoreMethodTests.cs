using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Contract;

/// <summary>The actions of a run's store, called from a script with what scripts have.</summary>
public sealed class StoreMethodTests : EngineTest
{
    public StoreMethodTests() => Do("$run = New-WorkflowRun deploy $id; $store = $run.Store");

    [Fact]
    public void AStatusIsSetByItsName() =>
        Assert.Equal(["Running", "Run status changed to RUNNING"], Texts("$store.SetStatus('Running'); $run.Status; $run.Logs[-1].Description"));

    [Theory]
    [InlineData("@{ x = 1 }")]
    [InlineData("[pscustomobject]@{ x = 1 }")]
    [InlineData("([ordered]@{ x = 1 })")]
    public void AStepsOutputIsAnyObject(string output) =>
        Assert.Equal(["Completed", "1"], Texts($"$store.UpdateStepResult('b', 'Completed', {output}); $run.StepResults['b'].Status; $run.StepResults['b'].Output.x"));

    [Fact]
    public void AStepsWholeResultGoesFromOneRunToAnother() =>
        Assert.Equal(["b: Completed", "1"], Texts("""
            $store.UpdateStepResult('b', 'Completed', [pscustomobject]@{ x = 1 })
            $other = New-WorkflowRun w "$id-2"; $other.Store.UpdateStepResult($run.StepResults['b'])
            "$($other.StepResults['b'])"; $other.StepResults['b'].Output.x
            """));

    [Fact]
    public void AStepFailsWithAnErrorRecordAndWaitsSomewhere() =>
        Assert.Equal(["Failed", "no disk", "1 2", "1 2", "True"], Texts("""
            try { throw 'no disk' } catch { $store.UpdateStepResult('b', 'Failed', $null, $_, @(1, 2)) }
            $b = $run.StepResults['b']
            $b.Status; $b.Error.Message; $b.SuspendedPath -join ' '; $run.SuspendedPaths['b'] -join ' '; $null -eq $b.Output
            """));

    [Fact]
    public void LogsHaveMetadataAndAStepWhereGiven() =>
        Assert.Equal(["one  Status", "two b Step 1"], Texts("""
            $store.AddLog('one'); $store.AddLog('two', [pscustomobject]@{ n = 1 }, 'b')
            "$($run.Logs[0].Description) $($run.Logs[0].StepId) $($run.Logs[0].Type)"
            "$($run.Logs[1].Description) $($run.Logs[1].StepId) $($run.Logs[1].Type) $($run.Logs[1].Metadata.n)"
            """));

    [Fact]
    public void PathsAreListsOfNumbers() =>
        Assert.Equal(["1 2", "3", "4 5", "True"], Texts("""
            $store.UpdateExecutionPath(1, 2); $run.ExecutionPath -join ' '
            $store.UpdateExecutionPath(@(3)); $run.ExecutionPath -join ' '
            $store.UpdateSuspendedPath('a', @(4, 5)); $store.UpdateSuspendedPath('b', 6)
            $run.SuspendedPaths['a'] -join ' '
            $store.RemoveSuspendedPath('b'); $null -eq $run.SuspendedPaths['b']
            """));

    [Fact]
    public void TheGraphIsAnArrayOfObjectsOrOneObject() =>
        Assert.Equal(["2 b 2030-01-02", "1 c", "0"], Texts("""
            $store.SetExecutionGraph(@(@{ id = 'a' }, [pscustomobject]@{ id = 'b'; due = [datetime]'2030-01-02' }))
            "$($run.ExecutionGraph.Count) $($run.ExecutionGraph[-1].id) $($run.ExecutionGraph[-1].due.ToString('yyyy-MM-dd'))"
            $store.SetExecutionGraph(@{ id = 'c' }); "$($run.ExecutionGraph.Count) $($run.ExecutionGraph[0].id)"
            $store.SetExecutionGraph(); $run.ExecutionGraph.Count
            """));

    [Fact]
    public void ContextValuesAreSetReadAndRemoved() =>
        Assert.Equal(["1", "True", "True", "True", "False", "0", "True"], Texts("""
            $store.SetContext('k', @{ deep = @{ er = 1 } }); $store.SetContext('n', $null)
            $store.GetContext('k').deep.er; $store.HasContext('k'); $store.HasContext('n'); $null -eq $store.GetContext('n')
            $store.DeleteContext('k'); $store.HasContext('k')
            $store.ClearContext(); $run.ExecutionContext.Count; $null -eq $store.GetContext('k')
            """));

    [Fact]
    public void InputResultAndErrorAreSetAndTakenBack() =>
        Assert.Equal(["1", "True", "System.IO.IOException", "text", "True", "True"], Texts("""
            $store.SetInput(@{ a = 1 }); $run.Input.a
            $store.SetResult([pscustomobject]@{ ok = $true }); $run.Result.ok
            $store.SetError([System.IO.IOException]::new('disk')); $run.Error.Type
            $store.SetError('text'); $run.Error.Message
            $store.SetError($null); $null -eq $run.Error
            $store.SetResult($null); $null -eq $run.Result
            """));

    [Fact]
    public void EventsCarryWhatIsGivenOrTheStatus() =>
        Assert.Equal(["w 1 2 ", "w2 INITIAL", "s 3 b", "completed"], Texts("""
            $store.EmitWorkflowEvent('w', @{ a = 1 }, @{ b = 2 })
            "$($run.Events[0].Description) $($run.Events[0].Payload.a) $($run.Events[0].Metadata.b) $($run.Events[0].StepId)"
            $store.EmitWorkflowEvent('w2'); "$($run.Events[1].Description) $($run.Events[1].Payload.workflowState.status)"
            $store.EmitStepEvent('b', 's', @{ stepId = 'b'; c = 3 }); "$($run.Events[2].Description) $($run.Events[2].Payload.c) $($run.Events[2].StepId)"
            $store.UpdateStepResult('b', 'Completed', 1); $store.EmitStepEvent('b', 's'); $run.Events[3].Payload.stepStatus
            """));

    [Fact]
    public void AResetGoesBackToBeforeTheStart() =>
        Assert.Equal(["Initial", "0", "0", "1"], Texts("""
            $store.SetInput(1); $store.SetStatus('Running'); $store.UpdateStepResult('b', 'Completed', 1)
            $store.Reset(); $run.Status; $run.StepCount; $run.Logs.Count; $run.Input
            """));

    [Fact]
    public void AScriptBlockSeesEachChangeOnceWithTheStateBeforeAndAfter() =>
        Assert.Equal(["Initial>Running", "Running>Paused"], Texts("""
            $seen = [System.Collections.Generic.List[string]]::new()
            $subscription = $store.Subscribe({ param($before, $after) $seen.Add("$($before.Status)>$($after.Status)") })
            $store.SetStatus('Running'); Set-WorkflowRun $run -Status Paused -StepId a -Log one, two
            $subscription.Dispose(); $store.SetStatus('Failed')
            $seen
            """));

    [Theory]
    [InlineData("$store.SetResult({ 1 })", "ScriptBlock")]
    [InlineData("$store.SetContext('k', { 1 })", "ScriptBlock")]
    [InlineData("$store.AddLog('text', 5)", "an object, not Number")]
    [InlineData("$store.UpdateStepResult('b', 'Completed', @{ a = { 1 } })", "/stepResults/b/output/a")]
    [InlineData("$store.SetExecutionGraph(@(@{}, 5))", "/executionGraph/1")]
    public void WhatCannotBeKeptIsRefusedAndChangesNothing(string script, string reason)
    {
        Do("$before = $store.State");

        InvokeResult result = Engine.Run(script);

        ErrorRecord error = result.TerminatingError?.ErrorRecord ?? Assert.Single(result.Errors);
        Assert.Contains(reason, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["True"], Texts("[object]::ReferenceEquals($before, $store.State)"));
    }
}
