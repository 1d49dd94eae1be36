using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Conventions;

/// <summary>What the Tab key offers.</summary>
public sealed class CompletionTests : EngineTest
{
    public CompletionTests() => Do("\"$id\", \"$id b\", \"$id'c\" | ForEach-Object { New-WorkflowRun w $_ } | New-RunSnapshot | Out-Null");

    private string[] Complete(string input)
    {
        using PowerShell pipeline = PowerShell.Create(Engine.Runspace);
        return [.. CommandCompletion.CompleteInput(input, input.Length, null, pipeline).CompletionMatches.Select(match => match.CompletionText)];
    }

    [Theory]
    [InlineData("Get-RunSnapshot ")]
    [InlineData("Get-RunSnapshot -RunId ")]
    [InlineData("Find-RunSnapshot /status -RunId ")]
    [InlineData("Clear-RunSnapshot ")]
    [InlineData("Remove-RunSnapshot -RunId ")]
    [InlineData("Get-RunSnapshotTrigger ")]
    [InlineData("Unregister-RunSnapshotTrigger -RunId ")]
    public void RunIdsAreOfferedQuotedWhereTheyMustBe(string command) =>
        Assert.Equal([Id, $"'{Id} b'", $"'{Id}''c'"], Complete(command + Id[..12]));

    [Fact]
    public void CaseAndQuotesDoNotMatter() =>
        Assert.Equal(3, Complete($"Get-RunSnapshot '{Id[..12].ToUpperInvariant()}").Length);

    [Fact]
    public void TheToolTipSaysHowManyThereAre()
    {
        using PowerShell pipeline = PowerShell.Create(Engine.Runspace);
        string input = $"Get-RunSnapshot {Id}";

        Assert.Contains("1 snapshots", CommandCompletion.CompleteInput(input, input.Length, null, pipeline).CompletionMatches.Select(match => match.ToolTip));
    }

    [Fact]
    public void StatusesAreOfferedByName() =>
        Assert.Equal(["Paused"], Complete("Set-WorkflowRun $run -Status P"));
}
