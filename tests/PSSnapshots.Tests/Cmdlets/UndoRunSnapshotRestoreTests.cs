using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class UndoRunSnapshotRestoreTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.UndoRunSnapshotRestoreCommand";

    public UndoRunSnapshotRestoreTests() => Do("""
        $run = New-WorkflowRun deploy $id; Set-WorkflowRun $run -Status Running -StepId a -Output 1
        $snapshot = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Failed -StepId b -StepError 'no'
        $progress = $run.Store.State
        """);

    [Fact]
    public void TheVeryStateIsPutBackInOneChangeAndWithoutOutput()
    {
        Do("""
            Restore-RunSnapshot $snapshot -Run $run
            $seen = [System.Collections.Generic.List[object]]::new(); $null = $run.Store.Subscribe({ param($before, $after) $seen.Add($after) })
            Undo-RunSnapshotRestore -Run $run
            """);

        Assert.Equal(["True", "1", "Failed"], Texts("[object]::ReferenceEquals($progress, $run.Store.State); $seen.Count; $run.Status"));
    }

    [Fact]
    public void UndoingTwiceIsRestoringAgain() =>
        Assert.Equal(["Failed", "Running", "0", "Failed"], Texts("""
            Restore-RunSnapshot $snapshot $run
            $run | Undo-RunSnapshotRestore; $run.Status
            $run | Undo-RunSnapshotRestore; $run.Status; @(Compare-RunSnapshot $snapshot $run).Count
            $run | Undo-RunSnapshotRestore; $run.Status
            """));

    [Fact]
    public void WhatWasDoneSinceTheRestoreIsKeptByTheUndo() =>
        Assert.Equal(["False", "True"], Texts("""
            Restore-RunSnapshot $snapshot $run; Set-WorkflowRun $run -StepId c -Output 3
            Undo-RunSnapshotRestore $run; $run.StepResults.ContainsKey('c')
            Undo-RunSnapshotRestore $run; $run.StepResults.ContainsKey('c')
            """));

    [Fact]
    public void WhatIfEmitsTheVeryChangesAndMakesNone() =>
        Assert.Equal(["Changed /status", "Added /stepResults/b", "True", "True"], Texts("""
            Restore-RunSnapshot $snapshot $run; $before = $run.Store.State; $kept = Get-RunSnapshot $id -Label before-restore
            Undo-RunSnapshotRestore $run -WhatIf | Where-Object Path -notmatch '^/(logs|events)' | ForEach-Object { "$($_.Kind) $($_.Path)" }
            [object]::ReferenceEquals($before, $run.Store.State); $kept.Id -eq (Get-RunSnapshot $id -Label before-restore).Id
            """));

    [Fact]
    public void PassThruEmitsTheRun() =>
        Assert.Equal(["True"], Texts("Restore-RunSnapshot $snapshot $run; [object]::ReferenceEquals($run, ($run | Undo-RunSnapshotRestore -PassThru))"));

    [Fact]
    public void SeveralRunsAreUndoneOneByOne() =>
        FailsAndGoesOn(
            """
            $other = New-WorkflowRun deploy "$id-other"; Restore-RunSnapshot $snapshot $run
            $other, $run | Undo-RunSnapshotRestore -PassThru | ForEach-Object { "$($_.Status)" }
            """,
            "NothingToUndo,PSSnapshots.Commands.UndoRunSnapshotRestoreCommand", ErrorCategory.ObjectNotFound, "Failed");

    [Fact]
    public void AHashtableIsUndoneAsARunIs() =>
        Assert.Equal(["Running", "Failed", "no", "mine", "True"], Texts("""
            $held = @{ RunId = $id; WorkflowId = 'deploy'; Status = 'Failed'; StepResults = @{ b = @{ Status = 'Failed'; Error = 'no' } }; More = 'mine' }
            $before = New-RunSnapshot $held
            Restore-RunSnapshot $snapshot -Run $held; $held.Status
            Undo-RunSnapshotRestore -Run $held; $held.Status; $held.StepResults.b.Error; $held.More
            $null -eq (Compare-RunSnapshot $before (New-RunSnapshot $held))
            """));

    [Theory]
    [InlineData("Undo-RunSnapshotRestore $run")]
    [InlineData("Undo-RunSnapshotRestore $run -PassThru")]
    [InlineData("Undo-RunSnapshotRestore $run -WhatIf")]
    [InlineData("Restore-RunSnapshot $snapshot $run; Undo-RunSnapshotRestore $run -Manager (New-RunSnapshotManager)")]
    [InlineData("Restore-RunSnapshot $snapshot $run; Clear-RunSnapshot $id; Undo-RunSnapshotRestore $run")]
    [InlineData("Restore-RunSnapshot $snapshot $run; Get-RunSnapshot $id -Label before-restore | Remove-RunSnapshot; Undo-RunSnapshotRestore $run")]
    [InlineData("Restore-RunSnapshot $snapshot | Out-Null; Undo-RunSnapshotRestore $run")]
    public void WithoutARestoreThereIsNothingToUndo(string script)
    {
        ErrorRecord error = FailsAndGoesOn(script, $"NothingToUndo,{Class}", ErrorCategory.ObjectNotFound);

        Assert.Contains(Id, error.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(Id, error.TargetObject?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherManagerKeepsItsOwn() =>
        Assert.Equal(["Failed"], Texts("""
            $manager = New-RunSnapshotManager; Restore-RunSnapshot $snapshot $run -Manager $manager
            Undo-RunSnapshotRestore $run -Manager $manager; $run.Status
            """));

    [Fact]
    public void WhatIsKeptOfAnotherWorkflowIsNotPutBack() =>
        FailsAndGoesOn(
            "Restore-RunSnapshot $snapshot $run; $other = New-WorkflowRun test $id; Undo-RunSnapshotRestore $other; $other.Status",
            $"RunMismatch,{Class}", ErrorCategory.InvalidOperation, "Initial");

    [Fact]
    public void AnObserverThatFailsIsReportedAndTheRestoreIsUndone() =>
        FailsAndGoesOn(
            """
            Restore-RunSnapshot $snapshot $run; $subscription = $run.Store.Subscribe({ throw 'observer' })
            Undo-RunSnapshotRestore $run; $subscription.Dispose(); $run.Status
            """,
            $"ObserverFailed,{Class}", ErrorCategory.NotSpecified, "Failed");

    [Theory]
    [InlineData("Undo-RunSnapshotRestore $null", "NullRun")]
    [InlineData("Undo-RunSnapshotRestore @{ RunId = 'x' }", "NoRunFields")]
    public void WhatIsNoRunIsAnError(string script, string errorId) =>
        FailsAndGoesOn(script, $"{errorId},{Class}", ErrorCategory.InvalidArgument);

    [Fact]
    public void TheSafetySnapshotIsFoundByItsLabelAlone() =>
        Assert.Equal(["1", "1", "1", "0 Failed before-restore", "0 before-restore", "1", ""], Texts("""
            Restore-RunSnapshot $snapshot $run
            @(Get-RunSnapshot $id).Count; (Get-RunSnapshot $id -Latest).Sequence; (Get-RunSnapshotOption).Manager.GetAll($id).Count
            Get-RunSnapshot $id -Label before-restore | ForEach-Object { "$($_.Sequence) $($_.Status) $($_.Label)" }
            Get-RunSnapshot $id -Label BEFORE-*, x | ForEach-Object { "$($_.Sequence) $($_.Label)" }
            (Get-RunSnapshot $id -Label * -Latest | ForEach-Object Sequence) + 1
            "$(Get-RunSnapshot $id -Label before-restore -Sequence 1)"
            """));

    [Fact]
    public void ARunThatHasNoOtherSnapshotIsFoundByItToo() =>
        Assert.Equal(["before-restore", ""], Texts("""
            $manager = New-RunSnapshotManager; Restore-RunSnapshot $snapshot $run -Manager $manager
            (Get-RunSnapshot $id -Label before-restore -Manager $manager).Label
            Clear-RunSnapshot $id -Manager $manager; "$($manager.RunIds)"
            """));
}
