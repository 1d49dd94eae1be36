using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class CompareRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.CompareRunSnapshotCommand";

    public CompareRunSnapshotTests() => Do("""
        $run = New-WorkflowRun deploy $id; $a = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 1 } -Context @{ region = 'eu' }; $b = New-RunSnapshot $run
        Set-WorkflowRun $run -StepId build -Output @{ image = 2 }; $c = New-RunSnapshot $run
        filter Name { "$($_.Kind) $($_.Path) $($_.StepId)".TrimEnd() }
        """);

    [Fact]
    public void EachChangeIsAnObject() =>
        Assert.Equal(
            ["Changed /status", "Added /stepResults/build build", "Added /executionContext/region"],
            Texts("Compare-RunSnapshot -ReferenceSnapshot $a -DifferenceSnapshot $b | Where-Object Path -notmatch '^/(logs|events)' | Name"));

    [Fact]
    public void AChangeHasItsValuesBeforeAndAfter() =>
        Assert.Equal(["Changed /stepResults/build/output/image build", "1 2"], Texts("""
            $change = Compare-RunSnapshot $b $c | Where-Object Path -like '*image'; $change | Name; "$($change.From) $($change.To)"
            """));

    [Fact]
    public void EqualSnapshotsGiveNothing() => Do("Compare-RunSnapshot $a $a; Compare-RunSnapshot $a (ConvertTo-RunSnapshotJson $a | ConvertFrom-RunSnapshotJson)");

    [Fact]
    public void ALiveRunItsStoreAndItsStateStandInForASnapshot() =>
        Assert.Equal(["0", "0", "0", "True"], Texts("""
            @(Compare-RunSnapshot $c $run).Count; @(Compare-RunSnapshot $run.Store $c).Count; @(Compare-RunSnapshot $run.Store.State $c).Count
            @(Compare-RunSnapshot $run $a).Count -gt 0
            """));

    [Fact]
    public void APipedHistoryIsComparedOneByOneByRun() =>
        Assert.Equal(["1 2 /status", "2 3 /stepResults/build/output/image", "1 2 /status"], Texts("""
            $other = New-WorkflowRun deploy "$id-2"; $x = New-RunSnapshot $other; Set-WorkflowRun $other -Status Failed; $y = New-RunSnapshot $other
            $a, $x, $b, $c, $y | Compare-RunSnapshot | Where-Object Kind -eq Changed | ForEach-Object { "$($_.FromSequence) $($_.ToSequence) $($_.Path)" }
            """));

    [Fact]
    public void ASummaryHasAPropertyForEachFieldThatDiffers() =>
        Assert.Equal(["Status StepResults Events Logs ExecutionContext", "Initial Running", "build", "True 1", "eu"], Texts("""
            $summary = Compare-RunSnapshot $a $b -As Summary
            $summary.PSObject.Properties.Name -join ' '; "$($summary.Status.From) $($summary.Status.To)"
            $summary.StepResults.Keys -join ' '; "$($null -eq $summary.StepResults['build'].From) $($summary.StepResults['build'].To.Output.image)"
            $summary.ExecutionContext['region'].To
            """));

    [Fact]
    public void ASummaryOfEqualSnapshotsIsEmptyAndOfAHistoryOneForEachStep() =>
        Assert.Equal(["0", "2"], Texts("@((Compare-RunSnapshot $a $a -As Summary).PSObject.Properties).Count; @($a, $b, $c | Compare-RunSnapshot -As Summary).Count"));

    [Fact]
    public void ChangesAreFilteredAndSortedLikeAnyObject() =>
        Assert.Equal(["build"], Texts("Compare-RunSnapshot $b $c | Where-Object StepId -eq build | Where-Object Kind -eq Changed | ForEach-Object StepId"));

    [Fact]
    public void AForeignObjectInAHistoryIsOneError()
    {
        ErrorRecord error = FailsAndGoesOn(
            "$b, 5, $c | Compare-RunSnapshot | Where-Object Kind -eq Changed | Name",
            $"InputObjectNotBound,{Class}", ErrorCategory.InvalidArgument, "Changed /stepResults/build/output/image build");

        Assert.Equal(5, error.TargetObject);
    }

    [Fact]
    public void NullIsNoSnapshot() =>
        Fails("Compare-RunSnapshot $null $a", $"ParameterArgumentValidationErrorNullNotAllowed,{Class}", ErrorCategory.InvalidData);
}
