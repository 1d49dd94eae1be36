using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Fidelity;

public sealed class PropertyMappingTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.NewRunSnapshotCommand";

    [Fact]
    public void FieldsAreFoundUnderOtherNamesOrMadeByScriptBlocks() =>
        Assert.Equal(["True w Completed", "1 2", "Completed", "out"], Texts("""
            $foreign = [pscustomobject]@{ Id = $id; Flow = 'w'; State = 'done'; Status = 'no status of ours'; Tasks = 'a', 'b'; Result = 'out' }
            $s = $foreign | New-RunSnapshot -Property @{
                RunId = 'Id'; workflowid = 'flow'; Status = { if ($_.State -eq 'done') { 'Completed' } }; ExecutionPath = { 1; 2 }
                StepResults = { $all = @{}; foreach ($task in $_.Tasks) { $all[$task] = @{ Status = 'Completed' } }; $all }
            }
            "$($s.RunId -eq $id) $($s.WorkflowId) $($s.Status)"; "$($s.ExecutionPath)"; $s.StepResults['b'].Status; $s.Result
            """));

    [Theory]
    [InlineData("class Run1 { [string]$Key; [string]$WorkflowId = 'w'; [object]$Result = @{ deep = @{ x = 1 } } }; $foreign = [Run1]@{ Key = $id }")]
    [InlineData("$foreign = [hashtable]::Synchronized(@{ key = $id; workflowId = 'w'; result = @{ deep = @{ x = 1 } } })")]
    [InlineData("$foreign = [System.Collections.Generic.Dictionary[string,object]]::new(); $foreign['KEY'] = $id; $foreign['workflowID'] = 'w'; $foreign['Result'] = @{ deep = @{ x = 1 } }")]
    [InlineData("$foreign = [ordered]@{ key = $id; workflowId = 'w'; result = @{ deep = @{ x = 1 } } }")]
    public void ObjectsOfAllShapesAreMapped(string make) =>
        Assert.Equal(["True 1"], Texts($"{make}; $s = New-RunSnapshot -InputObject $foreign -Property @{{ RunId = 'Key' }}; \"$($s.RunId -eq $id) $($s.Result.deep.x)\""));

    [Fact]
    public void ASourceThatIsNotThereIsAFieldThatIsMissing() => Fails(
        "New-RunSnapshot @{ RunId = $id; WorkflowId = 'w' } -Property @{ RunId = 'Nothing' }", $"NoRunFields,{Class}", ErrorCategory.InvalidArgument);

    [Fact]
    public void ARunOfTheModuleIsCapturedAsItIs() =>
        Assert.Equal(["True"], Texts("$run = New-WorkflowRun w $id; (New-RunSnapshot $run -Property @{ RunId = 'WorkflowId' }).RunId -eq $id"));

    [Fact]
    public void AFieldThatARunHasNotIsAnErrorThatNamesThoseItHas() => Assert.Contains("'Stat'. Its fields are WorkflowId, RunId, Status,", Fails(
        "New-RunSnapshot @{ RunId = $id; WorkflowId = 'w' } -Property @{ Stat = 'x' }",
        "UnknownRunField,PSSnapshots.Commands.NewRunSnapshotCommand", ErrorCategory.InvalidArgument).Exception.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("5")]
    [InlineData("''")]
    [InlineData("$null")]
    public void ASourceIsANameOrAScriptBlock(string source) => Fails(
        $"New-RunSnapshot @{{ RunId = $id; WorkflowId = 'w' }} -Property @{{ Status = {source} }}",
        "InvalidFieldSource,PSSnapshots.Commands.NewRunSnapshotCommand", ErrorCategory.InvalidArgument);

    [Fact]
    public void AScriptBlockThatFailsIsOneErrorAndTheRestGoOn() => FailsAndGoesOn(
        "@{ RunId = $id; bad = $true }, @{ RunId = $id } | New-RunSnapshot -Property @{ WorkflowId = { if ($_.bad) { throw 'no' } else { 'w' } } } | ForEach-Object WorkflowId",
        "FieldFailed,PSSnapshots.Commands.NewRunSnapshotCommand", ErrorCategory.InvalidArgument, "w");
}
