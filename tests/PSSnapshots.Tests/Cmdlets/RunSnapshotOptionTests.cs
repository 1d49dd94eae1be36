using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>Get-RunSnapshotOption and Set-RunSnapshotOption. What is set for a session is tested in a process of its own.</summary>
public sealed class RunSnapshotOptionTests : EngineTest
{
    [Fact]
    public void TheOptionsTellWhatAManagerHolds() =>
        Assert.Equal(["3 2 3 1.1.0 True"], Texts("""
            $manager = New-RunSnapshotManager 3; $a = New-WorkflowRun w a; $b = New-WorkflowRun w b
            $a, $a, $b | New-RunSnapshot -Manager $manager | Out-Null; $option = Get-RunSnapshotOption -Manager $manager
            "$($option.MaxSnapshots) $($option.RunCount) $($option.SnapshotCount) $($option.FormatVersion) $([object]::ReferenceEquals($option.Manager, $manager))"
            """));

    [Fact]
    public void TheSessionsManagerIsTheOneThatCmdletsUse() =>
        Assert.Equal(["True"], Texts("$s = New-WorkflowRun w $id | New-RunSnapshot; (Get-RunSnapshotOption).Manager.GetLatest($id).Id -eq $s.Id"));

    [Theory]
    [InlineData("Set-RunSnapshotOption -MaxSnapshots 2 -Manager $manager", "2: 2 3")]
    [InlineData("Set-RunSnapshotOption 1 -Manager $manager", "1: 3")]
    [InlineData("Set-RunSnapshotOption 2 -Manager $manager -WhatIf", "10: 1 2 3")]
    public void ALowerBoundLetsTheOldestGoAtOnce(string script, string expected) =>
        Assert.Equal([expected], Texts($$"""
            $manager = New-RunSnapshotManager; $run = New-WorkflowRun w r; $run, $run, $run | New-RunSnapshot -Manager $manager | Out-Null
            {{script}}; "$((Get-RunSnapshotOption -Manager $manager).MaxSnapshots): $($manager.GetAll('r').Sequence)"
            """));

    [Fact]
    public async Task TheSessionsBoundHoldsForAllItsRunspaces()
    {
        ShellResult result = await ShellProcess.RunAsync(["-Command", """
            (Get-RunSnapshotOption).MaxSnapshots
            Set-RunSnapshotOption -MaxSnapshots 2
            1 | ForEach-Object -Parallel { $run = New-WorkflowRun w r; $run, $run, $run | New-RunSnapshot | Out-Null; (Get-RunSnapshotOption).MaxSnapshots }
            "$((Get-RunSnapshot r).Sequence)"
            Clear-RunSnapshot -All
            (Get-RunSnapshotOption).SnapshotCount
            """]);

        Assert.Equal(["10", "2", "2 3", "0"], result.Lines);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void ABoundBelowOneIsRefused(string bound) =>
        Fails(
            $"Set-RunSnapshotOption {bound}",
            "ParameterArgumentValidationError,PSSnapshots.Commands.SetRunSnapshotOptionCommand", ErrorCategory.InvalidData);
}
