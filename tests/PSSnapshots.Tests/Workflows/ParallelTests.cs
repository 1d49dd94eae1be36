using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Workflows;

/// <summary>Parts that run at once, in runspaces of their own.</summary>
public sealed class ParallelTests : EngineTest
{
    [Fact]
    public void WhatRunsAtOnceReallyDoes()
    {
        using Barrier barrier = new(3);
        Set("barrier", barrier);

        Assert.Equal(["True", "True", "True"], Texts("""
            $run = New-WorkflowRun w $id -Definition { ForEachItem e -In { 1, 2, 3 } -ThrottleLimit 3 { ($using:barrier).SignalAndWait([timespan]'0:1') } }
            (Start-WorkflowRun $run).Output
            """));
    }

    [Fact]
    public void FunctionsAliasesModulesAndTheLocationOfTheCallerAreThere()
    {
        string[] found = Texts("""
            function Get-Mine { 'mine' }; $null = $ExecutionContext.InvokeProvider.Item.Set('Alias:gm2', 'Get-Mine')
            $run = New-WorkflowRun w $id -Definition {
                InParallel { Step a { "$(Get-Mine) $(gm2) $((Get-Command New-RunSnapshot).Name) $($PWD.ProviderPath)" }; Step b { } }
            }
            (Start-WorkflowRun $run).StepResults['a'].Output
            """);

        Assert.Equal([$"mine mine New-RunSnapshot {Engine.WorkingDirectory}"], found);
    }

    [Fact]
    public void UsingTakesTheCallersVariablesAndTheRestOfThemIsNotSeen() =>
        Assert.Equal(["x 2 ()"], Texts("""
            $x = 'x'; $y = @{ z = 1, 2 }
            $run = New-WorkflowRun w $id -Definition { InParallel { Step a { "$using:x $(& { ($using:y).z[1] }) ($x)" }; Step b { } } }
            (Start-WorkflowRun $run).StepResults['a'].Output
            """));

    [Fact]
    public void TheContextIsOneForAll() =>
        Assert.Equal(["10"], Texts("""
            $run = New-WorkflowRun w $id -Definition { ForEachItem e -In { 1..10 } -ThrottleLimit 4 { $Context["k$_"] = $_ } }
            (Start-WorkflowRun $run).ExecutionContext.Count
            """));

    [Fact]
    public void AnErrorNamesThePlaceInTheFile()
    {
        File.WriteAllText(PathOf("w.ps1"), "InParallel {\n  Step a {\n    1 / 0\n  }\n  Step b { 'b' }\n}");

        Assert.Equal(["Failed", "Completed", "True"], Texts("""
            $run = New-WorkflowRun w $id -DefinitionPath ./w.ps1; $null = Start-WorkflowRun $run -ErrorAction Ignore
            $run.StepResults['a'].Status; $run.StepResults['b'].Status; $run.StepResults['a'].Error.Position -like '*w.ps1:3 char:5*'
            """));
    }

    [Fact]
    public void AStepThatTakesTooLongIsStoppedAndTheOthersAreNot() =>
        Assert.Equal(["Failed", "Completed"], Texts("""
            $run = New-WorkflowRun w $id -Definition { InParallel { Step a { while ($true) { } } -Timeout 300ms; Step b { 'b' } } }
            $null = Start-WorkflowRun $run -ErrorAction Ignore
            $run.StepResults['a'].Status; $run.StepResults['b'].Status
            """));

    [Fact]
    public void CtrlCSuspendsAllOfThem()
    {
        using CountdownEvent reached = new(2);
        Set("reached", reached);
        Do("$run = New-WorkflowRun w $id -Definition { ForEachItem e -In { 1, 2 } -ThrottleLimit 2 { $null = ($using:reached).Signal(); while ($true) { } } }");
        using PowerShell pipeline = Engine.CreatePipeline("Start-WorkflowRun $run");
        IAsyncResult running = pipeline.BeginInvoke();
        Assert.True(reached.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));

        pipeline.Stop();

        Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
        Assert.Equal(["Suspended"], Texts("$run.Status"));
    }

    [Fact]
    public void StepsThatWaitAreResumedByName() =>
        Assert.Equal(["Suspended", "Suspended a=one", "Completed b=two"], Texts("""
            $run = New-WorkflowRun w $id -Definition {
                InParallel {
                    Step a { if (-not $ResumeData) { Suspend-WorkflowRun -Payload @{ q = 'a' } }; "a=$ResumeData" }
                    Step b { if (-not $ResumeData) { Suspend-WorkflowRun -Payload @{ q = 'b' } }; "b=$ResumeData" }
                }
            }
            (Start-WorkflowRun $run).Status
            "$((Resume-WorkflowRun $run -StepId a -ResumeData one).Status) $($run.StepResults['a'].Output)"
            "$((Resume-WorkflowRun $run -StepId b -ResumeData two).Status) $($run.StepResults['b'].Output)"
            """));

    [Fact]
    public void ARunspaceThatIsDoneEndsNoTriggers() =>
        Assert.Equal(["True"], Texts("""
            $run = New-WorkflowRun w $id -Definition { InParallel { Step a { }; Step b { } } }
            $trigger = Register-RunSnapshotTrigger (New-WorkflowRun w "$id-other") 1h
            $null = Start-WorkflowRun $run; $trigger.IsActive
            $null = Unregister-RunSnapshotTrigger -Trigger $trigger
            """));
}
