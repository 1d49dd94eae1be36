using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Fidelity;

public sealed class SkipUnsupportedTests : EngineTest
{
    [Theory]
    [InlineData("{ 1 }", "System.Management.Automation.ScriptBlock")]
    [InlineData("[System.IO.MemoryStream]::new()", "System.IO.MemoryStream")]
    [InlineData("[System.Threading.Tasks.Task]::CompletedTask", "System.Threading.Tasks.Task")]
    [InlineData("[runspace]::DefaultRunspace", "System.Management.Automation.Runspaces.LocalRunspace")]
    [InlineData("[powershell]::Create()", "System.Management.Automation.PowerShell")]
    [InlineData("[System.Threading.CancellationTokenSource]::new()", "System.Threading.CancellationTokenSource")]
    [InlineData("[System.Threading.ManualResetEvent]::new($false)", "System.Threading.ManualResetEvent")]
    [InlineData("[System.Lazy[int]]::new([Func[int]]{ 1 })", "System.Lazy`1")]
    [InlineData("[Action]{ }", "System.Action")]
    public void WhatLivesInTheProcessIsLeftOutWithAWarningOfItsPlace(string value, string type)
    {
        Do($"$live = {value}");
        Assert.Equal(["b", "b", "1  2", "True", "True"], Texts("""
            $shaped = @{ RunId = $id; WorkflowId = 'w'; Input = @{ a = $live; b = 1 }; Result = [pscustomobject]@{ a = $live; b = 1 }
                StepResults = @{ s = @{ Status = 'Completed'; Output = @(1, $live, 2) } }; ExecutionContext = @{ c = $live } }
            $s = New-RunSnapshot $shaped -SkipUnsupported -WarningVariable warned -WarningAction SilentlyContinue
            $s.Input.Keys; $s.Result.PSObject.Properties.Name; "$($s.StepResults['s'].Output)"
            $s.ExecutionContext.Contains('c') -and $null -eq $s.ExecutionContext['c']
            $warned.Count -eq 4
            """));
        Assert.Equal(
            ["'/executionContext/c'", "'/input/a'", "'/result/a'", "'/stepResults/s/output/1'"],
            Texts("$warned | ForEach-Object { ($_.Message -split ' ')[3] }").Order(StringComparer.Ordinal));
        Assert.All(Texts("$warned.Message"), text => Assert.Contains($" is a {type}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void ARunIsSetWithoutIt() =>
        Assert.Equal(["b", "True"], Texts("""
            $run = New-WorkflowRun w $id
            Set-WorkflowRun $run -StepId s -Output @{ a = { 1 }; b = 1 } -Context @{ c = { 2 } } -SkipUnsupported -WarningVariable warned -WarningAction SilentlyContinue
            (New-RunSnapshot $run).StepResults['s'].Output.Keys; $warned.Count -eq 2
            """));

    [Fact]
    public void ACycleIsAnErrorAllTheSame() => Fails(
        "$h = @{}; $h.self = $h; New-RunSnapshot @{ RunId = $id; WorkflowId = 'w'; Result = $h } -SkipUnsupported",
        "UnsupportedValue,PSSnapshots.Commands.NewRunSnapshotCommand", System.Management.Automation.ErrorCategory.InvalidType);
}
