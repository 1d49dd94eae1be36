using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.BadInput;

/// <summary>A foreign object or a null in the pipeline of each cmdlet is one error, and the rest go on.</summary>
public sealed class ForeignInputTests : EngineTest
{
    public ForeignInputTests() => Do("""
        $manager = New-RunSnapshotManager; $run = New-WorkflowRun w $id; $snapshot = New-RunSnapshot $run -Manager $manager
        $snapshot | Export-RunSnapshot a.json; $json = ConvertTo-RunSnapshotJson $snapshot
        $foreign = [System.Text.StringBuilder]::new('foreign')
        """);

    [Theory]
    [InlineData("$run", "Set-WorkflowRun -Log x -PassThru", "InputObjectNotBound,SetWorkflowRunCommand")]
    [InlineData("$run", "New-RunSnapshot -Manager $manager", "NoRunFields,NewRunSnapshotCommand")]
    [InlineData("$run", "Get-RunSnapshot -Manager $manager", "SnapshotNotFound,GetRunSnapshotCommand")]
    [InlineData("$snapshot", "Restore-RunSnapshot", "InputObjectNotBound,RestoreRunSnapshotCommand")]
    [InlineData("$snapshot", "Compare-RunSnapshot -As Summary", "InputObjectNotBound,CompareRunSnapshotCommand")]
    [InlineData("$snapshot", "Export-RunSnapshot . -PassThru", "InputObjectNotBound,ExportRunSnapshotCommand")]
    [InlineData("'a.json'", "Import-RunSnapshot -NoRegister", "FileNotFound,ImportRunSnapshotCommand")]
    [InlineData("$snapshot", "ConvertTo-RunSnapshotJson", "InputObjectNotBound,ConvertToRunSnapshotJsonCommand")]
    [InlineData("$json", "ConvertFrom-RunSnapshotJson", "InvalidSnapshot,ConvertFromRunSnapshotJsonCommand")]
    [InlineData("$snapshot", "Remove-RunSnapshot -Manager $manager", "InputObjectNotBound,RemoveRunSnapshotCommand")]
    [InlineData("$id", "Clear-RunSnapshot -Manager $manager", "SnapshotNotFound,ClearRunSnapshotCommand")]
    [InlineData("$run", "Register-RunSnapshotTrigger -Interval 1h -WhatIf", "InputObjectNotBound,RegisterRunSnapshotTriggerCommand")]
    public void AForeignObjectIsOneErrorAndTheRestGoOn(string good, string command, string errorId)
    {
        // Compare-RunSnapshot gives nothing for the first of a history, hence two before.
        Hosting.InvokeResult alone = Engine.Run($"{good}, {good} | {command}");
        Hosting.InvokeResult mixed = Engine.Run($"{good}, $foreign, {good} | {command}");

        string[] id = errorId.Split(',');
        ErrorRecord error = Assert.Single(mixed.Errors.Except(alone.Errors), one => one.FullyQualifiedErrorId == $"{id[0]},PSSnapshots.Commands.{id[1]}"
            && one.Exception.Message != alone.Errors.FirstOrDefault()?.Exception.Message);
        Assert.Null(mixed.TerminatingError);
        Assert.Equal(alone.Output.Count, mixed.Output.Count);
        Assert.Equal("foreign", Path.GetFileName(error.TargetObject?.ToString()));
    }

    [Theory]
    [InlineData("$run", "Set-WorkflowRun -Log x -PassThru")]
    [InlineData("$run", "New-RunSnapshot -Manager $manager")]
    [InlineData("$run", "Get-RunSnapshot -Manager $manager")]
    [InlineData("$snapshot", "Restore-RunSnapshot")]
    [InlineData("$snapshot", "Compare-RunSnapshot -As Summary")]
    [InlineData("$snapshot", "Export-RunSnapshot . -PassThru")]
    [InlineData("'a.json'", "Import-RunSnapshot -NoRegister")]
    [InlineData("$snapshot", "ConvertTo-RunSnapshotJson")]
    [InlineData("$json", "ConvertFrom-RunSnapshotJson")]
    public void ANullIsOneErrorAndTheRestGoOn(string good, string command)
    {
        int errors = Engine.Run($"{good}, {good} | {command}").Errors.Count;
        int count = Engine.Run($"{good}, {good} | {command}").Output.Count;

        Hosting.InvokeResult mixed = Engine.Run($"{good}, $null, {good} | {command}");

        Assert.Null(mixed.TerminatingError);
        Assert.Equal(errors + 1, mixed.Errors.Count);
        Assert.Equal(count, mixed.Output.Count);
    }
}
