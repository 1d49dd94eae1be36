using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class GetRunSnapshotTriggerTests : EngineTest
{
    public GetRunSnapshotTriggerTests() => Do("""
        $manager = New-RunSnapshotManager; $run = New-WorkflowRun deploy $id; $other = New-WorkflowRun deploy "$id-2"
        $a = Register-RunSnapshotTrigger $run 1h -Manager $manager; $b = Register-RunSnapshotTrigger $other 1h -Manager $manager
        function Name($triggers) { @($triggers | ForEach-Object { $_.RunId -replace $id, 'run' }) -join ' ' }
        """);

    [Theory]
    [InlineData("Get-RunSnapshotTrigger $id", "run")]
    [InlineData("Get-RunSnapshotTrigger -RunId \"$id*\"", "run run-2")]
    [InlineData("Get-RunSnapshotTrigger $id, \"$id-2\"", "run run-2")]
    [InlineData("Get-RunSnapshotTrigger -Id $b.Id", "run-2")]
    [InlineData("$run, $other | Get-RunSnapshotTrigger", "run run-2")]
    [InlineData("Get-RunSnapshotTrigger | Where-Object RunId -like \"$id*\"", "run run-2")]
    [InlineData("Get-RunSnapshotTrigger nothing*", "")]
    public void TriggersAreFoundByRunAndByNumber(string script, string expected) => Assert.Equal([expected], Texts($"Name ({script})"));

    [Fact]
    public void ATriggerThatHasEndedIsStillListed() =>
        Assert.Equal(["False"], Texts("Set-WorkflowRun $run -Status Completed; (Get-RunSnapshotTrigger $id).IsActive"));

    [Theory]
    [InlineData("Get-RunSnapshotTrigger missing, $id", "missing")]
    [InlineData("Get-RunSnapshotTrigger -Id -7, $a.Id", -7)]
    public void OneThatIsNotThereIsAnErrorAndTheOthersAreGot(string script, object target)
    {
        ErrorRecord error = FailsAndGoesOn(
            $"Name ({script})", "TriggerNotFound,PSSnapshots.Commands.GetRunSnapshotTriggerCommand", ErrorCategory.ObjectNotFound, "run");

        Assert.Equal(target, error.TargetObject);
    }
}
