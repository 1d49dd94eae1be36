using System.Management.Automation;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.BadInput;

/// <summary>A foreign object or a null in the pipeline of each cmdlet is one error, and the rest go on.</summary>
public sealed class ForeignInputTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.";

    public ForeignInputTests() => Do("""
        $manager = New-RunSnapshotManager; $runs = (New-WorkflowRun w $id), (New-WorkflowRun w "$id-2"); $ids = $runs.RunId
        $snapshots = $runs | New-RunSnapshot -Manager $manager; $jsons = $snapshots | ConvertTo-RunSnapshotJson
        $snapshots | Export-RunSnapshot .; $files = "$id-1.json", "$id-2-1.json"
        $history = $snapshots[0], ($runs[0] | New-RunSnapshot -Manager $manager)
        $triggers = $runs | Register-RunSnapshotTrigger -Interval 1h -Manager $manager
        $foreign = [System.Text.StringBuilder]::new('foreign')
        """);

    [Theory]
    [InlineData("$runs", "Set-WorkflowRun -Log x -PassThru", 2, "InputObjectNotBound", "SetWorkflowRunCommand")]
    [InlineData("$runs", "New-RunSnapshot -Manager $manager", 2, "NoRunFields", "NewRunSnapshotCommand")]
    [InlineData("$ids", "Get-RunSnapshot -Latest -Manager $manager", 2, "SnapshotNotFound", "GetRunSnapshotCommand")]
    [InlineData("$snapshots", "Restore-RunSnapshot", 2, "InputObjectNotBound", "RestoreRunSnapshotCommand")]
    [InlineData("$history", "Compare-RunSnapshot -As Summary", 1, "InputObjectNotBound", "CompareRunSnapshotCommand")]
    [InlineData("$snapshots", "Export-RunSnapshot . -PassThru", 2, "InputObjectNotBound", "ExportRunSnapshotCommand")]
    [InlineData("$files", "Import-RunSnapshot -NoRegister", 2, "FileNotFound", "ImportRunSnapshotCommand")]
    [InlineData("$snapshots", "ConvertTo-RunSnapshotJson", 2, "InputObjectNotBound", "ConvertToRunSnapshotJsonCommand")]
    [InlineData("$jsons", "ConvertFrom-RunSnapshotJson", 2, "InvalidSnapshot", "ConvertFromRunSnapshotJsonCommand")]
    [InlineData("$snapshots", "Remove-RunSnapshot -Manager $manager", 0, "InputObjectNotBound", "RemoveRunSnapshotCommand")]
    [InlineData("$ids", "Clear-RunSnapshot -Manager $manager", 0, "SnapshotNotFound", "ClearRunSnapshotCommand")]
    [InlineData("$runs", "Register-RunSnapshotTrigger -Interval 1h -WhatIf", 0, "InputObjectNotBound", "RegisterRunSnapshotTriggerCommand")]
    [InlineData("$triggers", "Unregister-RunSnapshotTrigger", 0, "InputObjectNotBound", "UnregisterRunSnapshotTriggerCommand")]
    public void AForeignObjectIsOneErrorAndTheRestGoOn(string items, string command, int count, string id, string commandClass)
    {
        InvokeResult result = Engine.Run($"$items = {items}; $items[0], $foreign, $items[1] | {command}");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Null(result.TerminatingError);
        Assert.Equal($"{id},{Class}{commandClass}", error.FullyQualifiedErrorId);
        Assert.Equal("foreign", Path.GetFileName(error.TargetObject?.ToString()));
        Assert.Equal(count, result.Output.Count);
    }

    [Theory]
    [InlineData("$runs", "Set-WorkflowRun -Log x -PassThru", 2)]
    [InlineData("$runs", "New-RunSnapshot -Manager $manager", 2)]
    [InlineData("$ids", "Get-RunSnapshot -Latest -Manager $manager", 2)]
    [InlineData("$snapshots", "Restore-RunSnapshot", 2)]
    [InlineData("$history", "Compare-RunSnapshot -As Summary", 1)]
    [InlineData("$snapshots", "Export-RunSnapshot . -PassThru", 2)]
    [InlineData("$files", "Import-RunSnapshot -NoRegister", 2)]
    [InlineData("$snapshots", "ConvertTo-RunSnapshotJson", 2)]
    [InlineData("$jsons", "ConvertFrom-RunSnapshotJson", 2)]
    [InlineData("$snapshots", "Remove-RunSnapshot -Manager $manager", 0)]
    [InlineData("$ids", "Clear-RunSnapshot -Manager $manager", 0)]
    [InlineData("$runs", "Register-RunSnapshotTrigger -Interval 1h -WhatIf", 0)]
    [InlineData("$triggers", "Unregister-RunSnapshotTrigger", 0)]
    public void ANullIsOneErrorAndTheRestGoOn(string items, string command, int count)
    {
        InvokeResult result = Engine.Run($"$items = {items}; $items[0], $null, $items[1] | {command}");

        Assert.Single(result.Errors);
        Assert.Null(result.TerminatingError);
        Assert.Equal(count, result.Output.Count);
    }
}
