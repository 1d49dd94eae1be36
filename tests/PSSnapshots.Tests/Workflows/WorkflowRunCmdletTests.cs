using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Workflows;

/// <summary>Start, Resume, Suspend and Watch-WorkflowRun, and what they refuse.</summary>
public sealed class WorkflowRunCmdletTests : EngineTest
{

    private void New(string definition) => Do($"$definition = {{ {definition} }}; $run = New-WorkflowRun w $id -Definition $definition");

    [Fact]
    public void StartEmitsTheRun()
    {
        New("Step a { 1 }");

        Assert.Equal(["True", "Completed"], Texts("$given = Start-WorkflowRun $run; [object]::ReferenceEquals($given, $run); $run.Status"));
    }

    [Fact]
    public void WhatIfStartsNothing()
    {
        New("Step a { 1 }");

        Do("Start-WorkflowRun $run -WhatIf");
        Assert.Equal(["Initial", "Completed"], Texts("$run.Status; $null = Start-WorkflowRun $run; $run.Status; Resume-WorkflowRun $run -WhatIf; Suspend-WorkflowRun $run -WhatIf"));
    }

    [Fact]
    public void ARunWithoutADefinitionIsRefused()
    {
        Do("$run = New-WorkflowRun w $id");

        FailsAndGoesOn("Start-WorkflowRun $run; 'on'", "DefinitionMissing,PSSnapshots.Commands.StartWorkflowRunCommand", ErrorCategory.InvalidArgument, "on");
        FailsAndGoesOn("Resume-WorkflowRun $run; 'on'", "DefinitionMissing,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidArgument, "on");
    }

    [Fact]
    public void WhatIsNotInTheStateForItIsRefused()
    {
        New("Step a { 1 }");

        Fails("Resume-WorkflowRun $run", "InvalidRunState,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidOperation);
        Texts("Start-WorkflowRun $run");
        Fails("Start-WorkflowRun $run", "InvalidRunState,PSSnapshots.Commands.StartWorkflowRunCommand", ErrorCategory.InvalidOperation);
        Fails("Resume-WorkflowRun $run", "InvalidRunState,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidOperation);
    }

    [Fact]
    public void ARunThatIsAtWorkIsNotStartedASecondTime()
    {
        New("Step a { Resume-WorkflowRun $Run }");

        Fails("Start-WorkflowRun $run", "InvalidRunState,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidOperation);
    }

    [Fact]
    public void AFailedRunGoesOnAtTheStepThatFailed() =>
        Assert.Equal(["Failed", "Completed", "a b b c"], Texts("""
            $ran = [System.Collections.Generic.List[string]]::new(); $broken = $true
            $run = New-WorkflowRun w $id -Definition { Step a { $ran.Add('a') }; Step b { $ran.Add('b'); if ($broken) { throw 'no' } }; Step c { $ran.Add('c') } }
            (Start-WorkflowRun $run -ErrorAction Ignore).Status; $broken = $false; (Resume-WorkflowRun $run).Status; "$ran"
            """));

    [Fact]
    public void ASuspensionEndsTheCodePastItsCatchAndThroughItsFinally() =>
        Assert.Equal(["Suspended go?", "finally", "Completed yes"], Texts("""
            $seen = [System.Collections.Generic.List[string]]::new()
            $run = New-WorkflowRun w $id -Definition {
                Step a {
                    if ($null -ne $ResumeData) { return $ResumeData }
                    try { try { Suspend-WorkflowRun -Payload @{ question = 'go?' } } catch { $seen.Add('catch') } } finally { $seen.Add('finally') }
                    $seen.Add('after')
                }
            }
            $null = Start-WorkflowRun $run; "$($run.Status) $($run.StepResults['a'].Output.question)"; "$seen"
            $null = Resume-WorkflowRun $run -ResumeData yes; "$($run.Status) $($run.Output)"
            """));

    [Fact]
    public void SuspendingIsOfStepsAndOfRunsAtWork()
    {
        New("Step a { 1 }");

        Fails("Suspend-WorkflowRun", "NotInStep,PSSnapshots.Commands.SuspendWorkflowRunCommand", ErrorCategory.InvalidOperation);
        Fails("Suspend-WorkflowRun $run", "RunNotActive,PSSnapshots.Commands.SuspendWorkflowRunCommand", ErrorCategory.InvalidOperation);
    }

    [Theory]
    [InlineData("'text'", "PayloadNotObject,PSSnapshots.Commands.SuspendWorkflowRunCommand")]
    [InlineData("@{ a = { live } }", "UnsupportedValue,PSSnapshots.Commands.SuspendWorkflowRunCommand")]
    public void APayloadIsAnObjectThatCanBeKept(string payload, string id)
    {
        New($"Step a {{ Suspend-WorkflowRun -Payload {payload} }}");

        Texts("Start-WorkflowRun $run -ErrorAction Ignore");
        Assert.Contains(id, Texts("New-RunSnapshot $run | ConvertTo-RunSnapshotJson")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void ARunIsSuspendedFromOutsideAtTheNextBorder()
    {
        New("Step a { Suspend-WorkflowRun $Run; 1 }; Step b { 2 }");

        Assert.Equal(["Suspended", "Completed"], Texts("(Start-WorkflowRun $run).Status; (Resume-WorkflowRun $run).Status"));
    }

    [Fact]
    public void ARunIsResumedFromItsCheckpointsInAnotherSession()
    {
        File.WriteAllText(PathOf("w.ps1"), "Step a { 1 }\nStep b { if (-not $ResumeData) { Suspend-WorkflowRun }; \"$ResumeData $($Steps['a'].Output)\" }");
        Texts("New-WorkflowRun w $id -DefinitionPath ./w.ps1 | Start-WorkflowRun -Checkpoint ./state");

        using ModuleEngine other = new();
        other.Runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Engine.WorkingDirectory));
        Assert.Equal(
            ["Completed yes 1"],
            other.Invoke("$run = Resume-WorkflowRun -RunId $args[0] -Checkpoint ./state -DefinitionPath ./w.ps1 -ResumeData yes; \"$($run.Status) $($run.Output)\"", Id).Select(text => text.ToString()));
    }

    [Fact]
    public void CheckpointsGoOnWhereTheyWentBefore() =>
        Assert.Equal(["True", "Completed"], Texts("""
            $run = New-WorkflowRun w $id -Definition { Step a { 1 }; Step b { if (-not $ResumeData) { Suspend-WorkflowRun }; 2 } }
            $store = [PSSnapshots.Storage.MemorySnapshotStore]::new()
            $null = Start-WorkflowRun $run -Checkpoint $store; $before = @($store.List($id))[-1]
            $null = Resume-WorkflowRun $run -ResumeData 1; $after = @($store.List($id))[-1]
            $after.Sequence -gt $before.Sequence; $after.Status
            """));

    [Fact]
    public void WithoutACheckpointNothingIsResumed() =>
        Fails("Resume-WorkflowRun -RunId none -Checkpoint ./state -Definition { Step a { } }", "CheckpointNotFound,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.ObjectNotFound);

    [Fact]
    public void AChangedDefinitionIsRefusedWithTheDifferencesUnlessForced()
    {
        New("Step a { 1 }; Step b { Suspend-WorkflowRun }");
        Texts("Start-WorkflowRun $run");

        ErrorRecord error = Fails("Resume-WorkflowRun $run -Definition { Step a { 1 }; Step b { 2 }; Step c { 3 } }", "DefinitionChanged,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidOperation);

        Assert.Contains("'b' changed, 'c' added", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["Suspended", "Completed"], Texts("$run.Status; (Resume-WorkflowRun $run -Definition { Step a { 1 }; Step b { 2 }; Step c { 3 } } -Force).Status"));
    }

    [Fact]
    public void AStepThatMayNotRunTwiceIsNotRunAgainWithoutAsking()
    {
        Do("""
            $ran = [System.Collections.Generic.List[string]]::new()
            $definition = { Step pay { $ran.Add('pay'); 1 } -NonIdempotent; Step ship { $ran.Add('ship'); 2 } }
            function Get-Died($name) {
                $died = New-WorkflowRun w $name -Definition $definition
                Set-WorkflowRun $died -Status Running -StepId pay -StepStatus Running
                $died
            }
            """);

        ErrorRecord error = Fails("Resume-WorkflowRun (Get-Died $id)", "NonIdempotentStep,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidOperation);

        Assert.Contains("'pay'", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["", "ship", "ship pay ship"], Texts("""
            "$ran"
            $null = Resume-WorkflowRun (Get-Died "$id-2") -SkipStep pay; "$ran"
            $null = Resume-WorkflowRun (Get-Died "$id-3") -Force; "$ran"
            """));
    }

    [Fact]
    public void WhatIsNoStepIsNotSkipped()
    {
        New("Step a { Suspend-WorkflowRun }");
        Texts("Start-WorkflowRun $run");

        Fails("Resume-WorkflowRun $run -SkipStep none", "InvalidRunOption,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidArgument);
        Fails("Resume-WorkflowRun $run -StepId none", "InvalidRunOption,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidArgument);
        Fails("Resume-WorkflowRun $run -ResumeData { live }", "UnsupportedValue,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidType);
    }

    [Fact]
    public void ARunThatAnotherHoldsIsNotResumed()
    {
        New("Step a { Suspend-WorkflowRun }");
        Texts("$store = [PSSnapshots.Storage.MemorySnapshotStore]::new(); Start-WorkflowRun $run -Checkpoint $store; $held = $store.Lock($id)");

        Fails("Resume-WorkflowRun $run", "RunLocked,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.ResourceBusy);

        Assert.Equal(["Suspended", "Suspended"], Texts("$held.Dispose(); $run.Status; (Resume-WorkflowRun $run).Status"));
    }

    [Fact]
    public void ARunThatMovedOnElsewhereIsNotResumedFromAnOlderState()
    {
        New("Step a { if ($null -eq $ResumeData) { Suspend-WorkflowRun }; 1 }");
        Texts("$store = [PSSnapshots.Storage.MemorySnapshotStore]::new(); Start-WorkflowRun $run -Checkpoint $store; Resume-WorkflowRun -RunId $id -Checkpoint $store -Definition $definition -ResumeData 1");

        Fails("Resume-WorkflowRun $run -ResumeData 2", "NewerCheckpoint,PSSnapshots.Commands.ResumeWorkflowRunCommand", ErrorCategory.InvalidOperation);
    }

    [Theory]
    [InlineData("Start-WorkflowRun $run -Checkpoint ./file/state", "StoreReadFailed,PSSnapshots.Commands.StartWorkflowRunCommand")]
    [InlineData("Resume-WorkflowRun -RunId x -Checkpoint ./file -Definition { Step a { } }", "StoreIsFile,PSSnapshots.Commands.ResumeWorkflowRunCommand")]
    public void AStoreThatCannotBeUsedIsSaidToBeSo(string script, string id)
    {
        File.WriteAllText(PathOf("file"), "");
        New("Step a { 1 }");

        Assert.Equal(id, Engine.SingleError(script).FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("Stop", "Suspended", "CheckpointFailed,PSSnapshots.Commands.StartWorkflowRunCommand")]
    [InlineData("Continue", "Completed", null)]
    public void ACheckpointThatCannotBeSavedStopsTheRunOrDoesNot(string action, string status, string? id)
    {
        Set("folder", Engine.WorkingDirectory);
        New("Step a { [IO.Directory]::Move(\"$folder/state\", \"$folder/moved\"); [IO.File]::WriteAllText(\"$folder/state\", '') }; Step b { 2 }");

        InvokeResult result = Engine.Run($"Start-WorkflowRun $run -Checkpoint ./state -OnCheckpointFailure {action}");

        Assert.Equal([status], Texts("$run.Status"));
        Assert.Equal(id is null ? [] : [id], result.Errors.Select(error => error.FullyQualifiedErrorId));
        Assert.Equal(id is null, result.Warnings.Count > 0);
        Assert.Equal(["Running"], Texts("@([PSSnapshots.Storage.DirectorySnapshotStore]::new(\"$folder/moved\").List($id))[-1].Status"));
    }

    [Fact]
    public void WatchGivesTheEventsThatAreThereAndEndsWithTheRun()
    {
        New("Step a { 1 }");
        Texts("Start-WorkflowRun $run");

        Assert.Equal(["True", "0"], Texts("@(Watch-WorkflowRun $run).Count -eq $run.Events.Count; @(Watch-WorkflowRun $run -New).Count"));
    }

    [Fact]
    public void WatchSeesTheEventsOfAJobWhenTheyCome()
    {
        using ManualResetEventSlim go = new();
        Set("go", go);

        Assert.Equal(["Step a running", "Completed"], Texts("""
            Import-Module -Assembly $tests
            $run = New-WorkflowRun w $id -Definition { Step a { ($using:go).Wait() } }
            $job = Start-WorkflowRun $run -AsJob
            (Watch-WorkflowRun $run | Where-Object StepId -eq a | Select-First 1).Description
            $go.Set(); $null = Watch-WorkflowRun $run | ForEach-Object { $_ }; $null = Wait-Job $job; $run.Status
            Remove-Job $job
            """.Replace("Import-Module -Assembly $tests", ImportTests(), StringComparison.Ordinal)));
    }

    [Fact]
    public void CtrlCEndsAWatch()
    {
        New("Step a { 1 }");
        using PowerShell pipeline = Engine.CreatePipeline("Watch-WorkflowRun $run");
        IAsyncResult running = pipeline.BeginInvoke();

        pipeline.Stop();

        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
        Assert.Equal(["Completed"], Texts("(Start-WorkflowRun $run).Status"));
    }

    [Fact]
    public void AJobIsOneThatJobCmdletsUnderstand() =>
        Assert.Equal(["Completed", "mine 5", "Completed", "True"], Texts("""
            function Get-Mine { 'mine' }
            $run = New-WorkflowRun w $id -Definition { Step a { "$(Get-Mine) $($Run.Input.n)" } } -InputData @{ n = 5 }
            $job = Start-WorkflowRun $run -AsJob
            (Wait-Job $job).State; $received = Receive-Job $job; $received.Output; $received.Status; [object]::ReferenceEquals($job.Run, $run)
            Remove-Job $job
            """));

    [Fact]
    public void AJobWhoseRunFailsHasFailedAndGivesTheError()
    {
        ErrorRecord error = Engine.SingleError("$job = New-WorkflowRun w $id -Definition { Step a { throw 'no' } } | Start-WorkflowRun -AsJob; $null = Wait-Job $job; $null = Receive-Job $job");

        Assert.StartsWith("RunFailed", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Failed"], Texts("$job.State; Remove-Job $job"));
    }

    [Fact]
    public void StoppingAJobSuspendsItsRun()
    {
        using ManualResetEventSlim reached = new();
        Set("reached", reached);

        Assert.Equal(["Stopped", "Suspended"], Texts("""
            $run = New-WorkflowRun w $id -Definition { Step a { ($using:reached).Set(); while ($true) { } } }
            $job = Start-WorkflowRun $run -AsJob; $reached.Wait(); Stop-Job $job; $job.State; $run.Status; Remove-Job $job
            """));
    }

    private string ImportTests()
    {
        Set("tests", typeof(StopUpstreamCommand).Assembly);
        return "Import-Module -Assembly $tests";
    }
}
