using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class RestoreRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.RestoreRunSnapshotCommand";

    public RestoreRunSnapshotTests() => Do("""
        $run = New-WorkflowRun deploy $id; Set-WorkflowRun $run -Status Running -StepId a -Output 1
        $snapshot = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Failed -StepId b -StepError 'no'
        $other = New-WorkflowRun deploy "$id-other"
        """);

    [Fact]
    public void ARunIsBroughtBackWithoutOutput()
    {
        Do("Restore-RunSnapshot -Snapshot $snapshot -Run $run");

        Assert.Equal(["Running", "1", "0"], Texts("$run.Status; $run.StepCount; @(Compare-RunSnapshot $snapshot $run).Count"));
    }

    [Fact]
    public void PassThruEmitsTheRun() =>
        Assert.Equal(["True"], Texts("[object]::ReferenceEquals($run, (Restore-RunSnapshot $snapshot $run -PassThru))"));

    [Fact]
    public void WithoutARunANewOneGoesOnFromTheSnapshot() =>
        Assert.Equal(["True", "False", "Running", "1", "Completed"], Texts("""
            $new = $snapshot | Restore-RunSnapshot
            $new.RunId -eq $id; [object]::ReferenceEquals($new, $run); $new.Status; $new.StepResults['a'].Output
            Set-WorkflowRun $new -Status Completed; $new.Status
            """));

    [Fact]
    public void ManySnapshotsBecomeManyRuns() =>
        Assert.Equal(["2"], Texts("$two = $snapshot, ($other | New-RunSnapshot) | Restore-RunSnapshot; $two.Count"));

    [Fact]
    public void TheLatestOfARunIsFoundInItsManager() =>
        Assert.Equal(["Running", "Initial"], Texts("""
            Restore-RunSnapshot -Latest -Run $run; $run.Status
            $manager = New-RunSnapshotManager; $fresh = New-WorkflowRun deploy $id; $fresh | New-RunSnapshot -Manager $manager | Out-Null
            (Restore-RunSnapshot -Latest -Run $run -Manager $manager -PassThru).Status
            """));

    [Fact]
    public void WhatIfEmitsTheVeryChangesAndMakesNone() =>
        Assert.Equal(
            [
                "Changed /status FAILED RUNNING",
                "Removed /stepResults/b",
                "Removed /events/2", "Removed /events/3",
                "Removed /logs/2", "Removed /logs/3",
                "True",
            ],
            Texts("""
                $before = $run.Store.State
                Restore-RunSnapshot $snapshot -Run $run -WhatIf | ForEach-Object {
                    if ("$($_.Kind)" -eq 'Changed') { "$($_.Kind) $($_.Path) $($_.From) $($_.To)" } else { "$($_.Kind) $($_.Path)" } }
                [object]::ReferenceEquals($before, $run.Store.State)
                """));

    [Fact]
    public void WhatIfWithoutARunMakesNone() => Do("Restore-RunSnapshot $snapshot -WhatIf");

    [Theory]
    [InlineData("Restore-RunSnapshot $snapshot -Run $other")]
    [InlineData("Restore-RunSnapshot $snapshot -Run $other -PassThru")]
    [InlineData("Restore-RunSnapshot $snapshot -Run $other -WhatIf")]
    [InlineData("Restore-RunSnapshot $snapshot -Run (New-WorkflowRun test $id)")]
    public void ASnapshotOfAnotherRunOrWorkflowIsRefusedAndNothingChanges(string script)
    {
        Do("$before = $other.Store.State");

        ErrorRecord error = FailsAndGoesOn(
            script, "RunMismatch,PSSnapshots.Commands.RestoreRunSnapshotCommand", ErrorCategory.InvalidOperation);

        Assert.Equal($"{Id} #1 (Running, 1 step: 1 completed)", error.TargetObject?.ToString());
        Assert.Equal(["True"], Texts("[object]::ReferenceEquals($before, $other.Store.State)"));
    }

    [Fact]
    public void ForceRestoresItAndTheRunKeepsItsIds() =>
        Assert.Equal(["True", "Running"], Texts("""
            Restore-RunSnapshot $snapshot -Run $other -Force; $other.RunId -eq "$id-other"; $other.Status
            """));

    [Fact]
    public void ARunWithoutSnapshotsHasNoLatest()
    {
        ErrorRecord error = FailsAndGoesOn(
            "Restore-RunSnapshot -Latest -Run $other; 'went on'",
            "SnapshotNotFound,PSSnapshots.Commands.RestoreRunSnapshotCommand", ErrorCategory.ObjectNotFound, "went on");

        Assert.Equal($"{Id}-other (Initial)", error.TargetObject?.ToString());
    }

    [Fact]
    public void AnObserverThatFailsIsReportedAndTheRunIsRestored() =>
        FailsAndGoesOn(
            """
            $subscription = $run.Store.Subscribe({ throw 'observer' })
            Restore-RunSnapshot $snapshot -Run $run; $subscription.Dispose(); $run.Status
            """,
            $"ObserverFailed,{Class}", ErrorCategory.NotSpecified, "Running");

    [Fact]
    public void ANewSnapshotHasTheRestoredOneAsItsParent() =>
        Assert.Equal(["True"], Texts("""
            $run | New-RunSnapshot | Out-Null; Restore-RunSnapshot $snapshot -Run $run
            (New-RunSnapshot $run).ParentId -eq $snapshot.Id
            """));
}
