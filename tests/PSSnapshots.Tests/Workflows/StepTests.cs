using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Workflows;

/// <summary>What a step's code finds, and what becomes of what it does.</summary>
public sealed class StepTests : EngineTest
{
    public StepTests()
    {
        Set("tests", typeof(WriteEveryStreamCommand).Assembly);
        Do("Import-Module -Assembly $tests");
    }

    /// <summary>Runs a workflow of these words; what the last step gave.</summary>
    private object? Output(string definition) => Value($"$run = New-WorkflowRun w $id -InputData @{{ n = 3 }} -Definition {{ {definition} }}; , (Start-WorkflowRun $run).Output");

    private InvokeResult Run(string definition, string parameters = "") =>
        Engine.Run($"$run = New-WorkflowRun w $id -Definition {{ {definition} }}; Start-WorkflowRun $run {parameters}");

    [Theory]
    [InlineData("Step a { param($In) $In.n }", 3)]
    [InlineData("Step a { $args[0].n }", 3)]
    [InlineData("Step a { $_.n }", 3)]
    [InlineData("Step a { $Run.Input.n }", 3)]
    [InlineData("Step a { 7 }; Step b { $Steps['a'].Output }", 7)]
    [InlineData("Step a { $Context.x = 5 }; Step b { $Context.x }", 5)]
    [InlineData("Step a { $Context['y'] = 1; $Context.Remove('y'); $Context.Contains('y') }", false)]
    [InlineData("Step a { if ($Attempt -lt 3) { throw 'again' }; $Attempt } -Attempts 3", 3)]
    [InlineData("Retry 2; Step a { if ($Attempt -lt 2) { throw 'again' }; $Attempt }", 2)]
    [InlineData("Step a { if ($Attempt -lt 2) { throw 'again' }; $Attempt } -Retry 1 -Delay 1ms -Backoff 2 -Jitter 0.5 -MaxDelay 2ms", 2)]
    [InlineData("Step a { $In = 1; $Run = 2; $Context = 3 }; Step b { \"$In $($Run.GetType().Name) $($Context.Count)\" }", " WorkflowRun 0")]
    public void AStepFindsWhatItNeeds(string definition, object expected) => Assert.Equal(expected, Output(definition));

    [Fact]
    public void TheContextIsOfTheRun() =>
        Assert.Equal(["eu", "1"], Texts("$run = New-WorkflowRun w $id -Definition { Step a { $Context.region = 'eu' } }; $null = Start-WorkflowRun $run; $run.ExecutionContext.region; $run.ExecutionContext.Count"));

    [Theory]
    [InlineData("Step a { }", "Null")]
    [InlineData("Step a { 5 }", "5")]
    [InlineData("Step a { 5; 6 }", "[5,6]")]
    [InlineData("Step a { , @(5) }", "[5]")]
    [InlineData("Step a { @{ a = 1 } }", "{\"a\":1}")]
    public void WhatAStepEmitsIsItsOutput(string definition, string expected) =>
        Assert.Equal(expected, Texts($"$run = New-WorkflowRun w $id -Definition {{ {definition} }}; $output = (Start-WorkflowRun $run).Output; if ($null -eq $output) {{ 'Null' }} else {{ [PSSnapshots.JsonValue]$output }}")[0]);

    [Fact]
    public void TypesOfOutputsAreKept() =>
        Assert.Equal(["TimeSpan", "Byte[]"], Texts("$run = New-WorkflowRun w $id -Definition { Step a { [timespan]'1:00'; , [byte[]](1, 2) } }; (Start-WorkflowRun $run).Output | ForEach-Object { $_.GetType().Name }"));

    [Fact]
    public void VariablesAndFunctionsOfTheCallerAreSeen() =>
        Assert.Equal(["x f"], Texts("function Get-F { 'f' }; $x = 'x'; $run = New-WorkflowRun w $id -Definition { Step a { \"$x $(Get-F)\" } }; (Start-WorkflowRun $run).Output"));

    [Theory]
    [InlineData("Step a { throw 'no' }", "no", "RuntimeException")]
    [InlineData("Step a { 1 / 0; 'after' }", "Attempted to divide by zero.", "RuntimeException")]
    [InlineData("Step a { [int]::Parse('x') }", "*x*", "MethodInvocationException")]
    [InlineData("Step a { Get-NoSuchThing }", "*Get-NoSuchThing*", "CommandNotFoundException")]
    [InlineData("Step a { break }", "Step 'a' was left by 'break'*", "InvalidOperationException")]
    [InlineData("Step a { exit 3 }", "Step 'a' was left by 'exit'*", "InvalidOperationException")]
    [InlineData("Step a { { live } }", "*cannot be kept*", "UnsupportedValueException")]
    public void AnErrorThatEndsAStatementFailsTheStep(string definition, string message, string type)
    {
        InvokeResult result = Run(definition);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal(("RunFailed,PSSnapshots.Commands.StartWorkflowRunCommand", ErrorCategory.OperationStopped), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Equal("Failed", result.Output.Single().Properties["Status"].Value.ToString());
        Assert.True(new WildcardPattern(message).IsMatch(Texts("$run.StepResults['a'].Error.Message")[0]), Texts("$run.StepResults['a'].Error.Message")[0]);
        Assert.EndsWith(type, Texts("$run.StepResults['a'].Error.Type")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorKeepsItsPositionAndItsScriptStack()
    {
        File.WriteAllText(PathOf("w.ps1"), "Step a {\n  1 / 0\n}");

        string json = Texts("$run = New-WorkflowRun w $id -DefinitionPath ./w.ps1; $null = Start-WorkflowRun $run -ErrorAction Ignore; New-RunSnapshot $run | ConvertTo-RunSnapshotJson")[0];

        Assert.Contains("w.ps1:2 char:3", json, StringComparison.Ordinal);
        Assert.Contains("scriptStackTrace", json, StringComparison.Ordinal);
    }

    [Fact]
    public void ANonTerminatingErrorReachesTheCallerAndDoesNotFailTheStep()
    {
        InvokeResult result = Run("Step a { $null = Write-EveryStream said; 'on' }");

        Assert.Equal("Written,PSSnapshots.Tests.Support.WriteEveryStreamCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Equal(["Completed", "on"], Texts("$run.Status; $run.Output"));
    }

    [Fact]
    public void WithErrorActionStopItFailsTheStep()
    {
        Run("Step a { $null = Write-EveryStream said; 'on' }", "-ErrorAction Stop");

        Assert.Equal(["Failed"], Texts("$run.Status"));
    }

    [Theory]
    [InlineData("Step a { Write-EveryStream said }")]
    [InlineData("Step a { Write-EveryStream said } -TimeoutSec 60")]
    [InlineData("InParallel { Step a { Write-EveryStream said }; Step b { } }")]
    public void TheStreamsOfAStepAreTheCallers(string definition)
    {
        InvokeResult result = Run(definition, "-Verbose");

        Assert.StartsWith("Written,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["said"], result.Warnings);
        Assert.Single(result.Verbose, text => text == "said");
        Assert.Equal(["said"], result.Information.Select(record => record.MessageData.ToString()));
        Assert.Equal(["said"], Texts("$run.StepResults['a'].Output"));
    }

    [Theory]
    [InlineData("while ($true) { }")]
    [InlineData("1..1000000000 | ForEach-Object { $_ } | Where-Object { $false }")]
    public void AStepThatTakesTooLongIsStopped(string code)
    {
        InvokeResult result = Run($"Step a {{ {code} }} -Timeout 300ms");

        Assert.Contains("took longer than 0.3 s", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["System.TimeoutException"], Texts("$run.StepResults['a'].Error.Type"));
    }

    [Fact]
    public void AStepInTimeGivesItsOutputAndFailsAsOthersDo()
    {
        Assert.Equal(4, Output("Step a { $In.n + 1 } -TimeoutSec 60"));
        Assert.Equal(["no"], Texts("$run = New-WorkflowRun w \"$id-2\" -Definition { Step a { throw 'no' } -TimeoutSec 60 }; $null = Start-WorkflowRun $run -ErrorAction Ignore; $run.Error.Message"));
    }

    [Fact]
    public void CtrlCLeavesTheRunSuspendedAtTheStepAndItCanBeResumed()
    {
        using ManualResetEventSlim reached = new();
        Set("reached", reached);
        Do("$go = $false; $run = New-WorkflowRun w $id -Definition { Step a { 1 }; Step b { $reached.Set(); while (-not $go) { }; 2 }; Step c { 3 } }");
        using (PowerShell pipeline = Engine.CreatePipeline("Start-WorkflowRun $run -Checkpoint ./state"))
        {
            IAsyncResult running = pipeline.BeginInvoke();
            Assert.True(reached.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            pipeline.Stop();
            Assert.Throws<PipelineStoppedException>(() => pipeline.EndInvoke(running));
        }

        Assert.Equal(["Suspended", "Completed"], Texts("$run.Status; $run.StepResults['a'].Status"));
        Assert.Equal(["Completed", "3"], Texts("$go = $true; $run = Resume-WorkflowRun $run; $run.Status; $run.Output"));
    }
}
