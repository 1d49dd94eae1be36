using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class RegisterRunSnapshotTriggerTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.RegisterRunSnapshotTriggerCommand";

    public RegisterRunSnapshotTriggerTests() => Do("$manager = New-RunSnapshotManager; $run = New-WorkflowRun deploy $id");

    [Theory]
    [InlineData("5s", "00:00:05")]
    [InlineData("'5s'", "00:00:05")]
    [InlineData("1.5s", "00:00:01.5000000")]
    [InlineData("500ms", "00:00:00.5000000")]
    [InlineData("2m", "00:02:00")]
    [InlineData("1h", "01:00:00")]
    [InlineData("00:00:03", "00:00:03")]
    [InlineData("([timespan]::FromSeconds(7))", "00:00:07")]
    [InlineData("1ms", "00:00:00.0010000")]
    [InlineData("49.00:00:00", "49.00:00:00")]
    public void AnIntervalIsATimeSpanOrANumberWithAUnit(string interval, string expected) =>
        Assert.Equal([expected], Texts($"""
            $trigger = Register-RunSnapshotTrigger -Run $run -Interval {interval} -Manager $manager; "$($trigger.Interval)"; $trigger.Dispose()
            """));

    [Fact]
    public void WithoutOneItIsFiveSeconds() =>
        Assert.Equal(["00:00:05 True"], Texts("$trigger = $run | Register-RunSnapshotTrigger -Manager $manager; \"$($trigger.Interval) $($trigger.IsActive)\"; $trigger.Dispose()"));

    [Theory]
    [InlineData("xx")]
    [InlineData("5")]
    [InlineData("''")]
    [InlineData("-5s")]
    [InlineData("5x")]
    [InlineData("$null")]
    [InlineData("99999999999999h")]
    public void WhatIsNoIntervalIsRefused(string interval)
    {
        ErrorRecord error = Fails(
            $"Register-RunSnapshotTrigger $run -Interval {interval}", $"ParameterArgumentTransformationError,{Class}", ErrorCategory.InvalidData);

        Assert.Contains("500ms, 5s, 2m, 1h", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("0.1ms")]
    [InlineData("-00:00:01")]
    [InlineData("50.00:00:00")]
    public void AnIntervalThatNoTimerCountsIsRefused(string interval)
    {
        ErrorRecord error = Fails(
            $"Register-RunSnapshotTrigger $run -Interval {interval}", $"ParameterArgumentValidationError,{Class}", ErrorCategory.InvalidData);

        Assert.Contains("between 1 ms and 49 days", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SnapshotsAreTakenAtTheIntervalWithTheLabel()
    {
        Do("$trigger = Register-RunSnapshotTrigger $run 5ms -Label auto -Manager $manager; Set-WorkflowRun $run -Status Running");

        Eventually.True(() => (int)Value("$manager.Count")! > 0, "a snapshot was taken");
        Assert.Equal(["auto", "True"], Texts("$trigger.Dispose(); (Get-RunSnapshot $id -Latest -Manager $manager).Label; $trigger.SnapshotCount -eq $manager.Count"));
    }

    [Fact]
    public void ARunThatDoesNotChangeIsCapturedOnce()
    {
        Do("$trigger = Register-RunSnapshotTrigger $run 1ms -Manager $manager; $busy = New-WorkflowRun deploy \"$id-busy\"; $busyTrigger = Register-RunSnapshotTrigger $busy 1ms -Manager $manager");
        for (int expected = 1; expected <= 5; expected++)
            Eventually.True(() => (int)Value("Set-WorkflowRun $busy -Log more; $busyTrigger.SnapshotCount")! >= expected, "a run that changes is captured");

        Eventually.True(() => (int)Value("$trigger.SnapshotCount")! == 1, "the run was captured");
        Assert.Equal(["1", "1"], Texts("$trigger.Dispose(); $busyTrigger.Dispose(); $trigger.SnapshotCount; $manager.GetAll($id).Count"));
    }

    [Theory]
    [InlineData("Completed")]
    [InlineData("Failed")]
    public void ItEndsByItselfAfterALastSnapshotOfTheEndedRun(string status) =>
        Assert.Equal(["False", status, "1"], Texts($"""
            $trigger = Register-RunSnapshotTrigger $run 1h -Manager $manager; Set-WorkflowRun $run -Status {status}
            $trigger.IsActive; (Get-RunSnapshot $id -Latest -Manager $manager).Status; $trigger.SnapshotCount
            Set-WorkflowRun $run -Log after
            """));

    [Fact]
    public void OfARunThatHasEndedItTakesOneSnapshot() =>
        Assert.Equal(["False", "1"], Texts("""
            Set-WorkflowRun $run -Status Completed; $trigger = Register-RunSnapshotTrigger $run 1h -Manager $manager; $trigger.IsActive; $manager.Count
            """));

    [Fact]
    public void WhatIfRegistersNothing() =>
        Assert.Equal(["0"], Texts("Register-RunSnapshotTrigger $run 5s -WhatIf; @(Get-RunSnapshotTrigger \"$id*\").Count"));

    [Fact]
    public void AForeignObjectAmongRunsIsOneError() =>
        FailsAndGoesOn(
            "$run, 5 | Register-RunSnapshotTrigger -Interval 1h -Manager $manager | ForEach-Object { $_.Dispose() }",
            $"InputObjectNotBound,{Class}", ErrorCategory.InvalidArgument);

    [Fact]
    public void NullIsNoRun() =>
        Fails("Register-RunSnapshotTrigger $null", $"ParameterArgumentValidationErrorNullNotAllowed,{Class}", ErrorCategory.InvalidData);

    [Theory]
    [InlineData("StepCompleted", 2)]
    [InlineData("StepFailed", 1)]
    [InlineData("StatusChanged", 1)]
    [InlineData("StepCompleted, StepFailed, StatusChanged", 4)]
    public void ItTakesSnapshotsOfWhatItIsToWaitFor(string on, int expected) =>
        Assert.Equal([$"{expected} {expected} 0", on], Texts($"""
            $trigger = Register-RunSnapshotTrigger $run -On {on} -Manager $manager
            Set-WorkflowRun $run -Status Running; Set-WorkflowRun $run -StepId a -Output 1; Set-WorkflowRun $run -Log more
            Set-WorkflowRun $run -StepId b -StepError no; Set-WorkflowRun $run -StepId c -Output 2
            "$($trigger.SnapshotCount) $($manager.Count) $($trigger.MissedCount)"; "$($trigger.On)"; $trigger.Dispose()
            """));

    [Fact]
    public void WithinTheLeastIntervalItTakesNone() =>
        Assert.Equal(["1 8"], Texts("""
            $trigger = Register-RunSnapshotTrigger $run -On StepCompleted -MinInterval 1h -Manager $manager
            1..10 | ForEach-Object { Set-WorkflowRun $run -StepId "s$_" -Output $_ }
            "$($trigger.SnapshotCount) $($trigger.MissedCount)"; $trigger.Dispose()
            """));

    [Fact]
    public void AStoreKeepsTheSnapshotsToo() =>
        Assert.Equal(["2 2 Completed"], Texts("""
            $store = [PSSnapshots.Storage.MemorySnapshotStore]::new()
            $trigger = Register-RunSnapshotTrigger $run -On StepCompleted -Store $store -Manager $manager
            Set-WorkflowRun $run -StepId a -Output 1; $trigger.WaitForStore(); Set-WorkflowRun $run -Status Completed
            Unregister-RunSnapshotTrigger $trigger
            "$($trigger.SavedCount) $($store.List($id).Count) $(@($store.List($id))[-1].Status)"
            """));

    [Fact]
    public void WhatIsNoStoreIsRefused() =>
        Fails("Register-RunSnapshotTrigger $run -Store 5 -Manager $manager", $"NotAStore,{Class}", ErrorCategory.InvalidArgument);

    [Fact]
    public void AnUnchangedRunIsCapturedAgainWhereThatIsAskedFor()
    {
        Do("$trigger = Register-RunSnapshotTrigger $run 1ms -SkipUnchanged:$false -Manager $manager");

        Eventually.True(() => (int)Value("$trigger.SnapshotCount")! > 2, "it is captured again");
        Assert.Equal(["False"], Texts("$trigger.Dispose(); $trigger.SkipUnchanged"));
    }
}
