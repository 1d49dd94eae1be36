using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class UnregisterRunSnapshotTriggerTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.UnregisterRunSnapshotTriggerCommand";

    public UnregisterRunSnapshotTriggerTests() => Do("""
        $manager = New-RunSnapshotManager; $run = New-WorkflowRun deploy $id; $other = New-WorkflowRun deploy "$id-2"
        $a = Register-RunSnapshotTrigger $run 1h -Manager $manager; $b = Register-RunSnapshotTrigger $other 1h -Manager $manager
        function State { "$($a.IsActive) $($b.IsActive) $(@(Get-RunSnapshotTrigger "$id*").Count)" }
        """);

    [Theory]
    [InlineData("Unregister-RunSnapshotTrigger -Trigger $a", "False True 1")]
    [InlineData("$a, $b | Unregister-RunSnapshotTrigger", "False False 0")]
    [InlineData("Get-RunSnapshotTrigger $id | Unregister-RunSnapshotTrigger", "False True 1")]
    [InlineData("Unregister-RunSnapshotTrigger -RunId \"$id-2\"", "True False 1")]
    [InlineData("Unregister-RunSnapshotTrigger -RunId \"$id*\"", "False False 0")]
    [InlineData("Unregister-RunSnapshotTrigger -Id $a.Id", "False True 1")]
    [InlineData("Unregister-RunSnapshotTrigger -RunId \"$id*\" -WhatIf", "True True 2")]
    [InlineData("$a | Unregister-RunSnapshotTrigger -WhatIf", "True True 2")]
    public void TheTriggersThatAreMeantEnd(string script, string expected) => Assert.Equal([expected], Texts($"{script}; State"));

    [Fact]
    public void ItsSnapshotsStayAndNoLastOneIsTaken()
    {
        Do("$c = Register-RunSnapshotTrigger $run 1ms -Manager $manager");
        Eventually.True(() => (int)Value("$c.SnapshotCount")! == 1, "a snapshot was taken");

        Assert.Equal(["1"], Texts("Unregister-RunSnapshotTrigger $c; Unregister-RunSnapshotTrigger $a; Set-WorkflowRun $run -Status Completed; $manager.Count"));
    }

    [Theory]
    [InlineData("Unregister-RunSnapshotTrigger -RunId missing, $id; State", "missing")]
    [InlineData("Unregister-RunSnapshotTrigger -Id -7, $a.Id; State", -7)]
    public void OneThatIsNotThereIsAnErrorAndTheOthersEnd(string script, object target)
    {
        ErrorRecord error = FailsAndGoesOn(
            script, "TriggerNotFound,PSSnapshots.Commands.UnregisterRunSnapshotTriggerCommand", ErrorCategory.ObjectNotFound, "False True 1");

        Assert.Equal(target, error.TargetObject);
    }

    [Fact]
    public void NullIsNoTrigger() =>
        Fails("Unregister-RunSnapshotTrigger $null", $"ParameterArgumentValidationErrorNullNotAllowed,{Class}", ErrorCategory.InvalidData);

    [Fact]
    public void AForeignObjectAmongTriggersIsOneError() =>
        FailsAndGoesOn("$a, 5, $b | Unregister-RunSnapshotTrigger; State", $"InputObjectNotBound,{Class}", ErrorCategory.InvalidArgument, "False False 0");
}
