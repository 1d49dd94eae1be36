using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class GetRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.GetRunSnapshotCommand";

    public GetRunSnapshotTests() => Do("""
        $manager = New-RunSnapshotManager
        $PSDefaultParameterValues = @{ '*-RunSnapshot:Manager' = $manager }
        $a = New-WorkflowRun deploy a-1; $b = New-WorkflowRun deploy a-2; $c = New-WorkflowRun deploy b-1
        $a, $b, $a, $c | New-RunSnapshot -Label one | Out-Null
        $a | New-RunSnapshot -Label two | Out-Null
        filter Name { "$($_.RunId) $($_.Sequence)" }
        """);

    [Theory]
    [InlineData("Get-RunSnapshot", "a-1 1|a-1 2|a-1 3|a-2 1|b-1 1")]
    [InlineData("Get-RunSnapshot a-1", "a-1 1|a-1 2|a-1 3")]
    [InlineData("Get-RunSnapshot A-1", "a-1 1|a-1 2|a-1 3")]
    [InlineData("Get-RunSnapshot -RunId a-2, b-1", "a-2 1|b-1 1")]
    [InlineData("Get-RunSnapshot *-1", "a-1 1|a-1 2|a-1 3|b-1 1")]
    [InlineData("Get-RunSnapshot [b]-?", "b-1 1")]
    [InlineData("Get-RunSnapshot a-2, a-*, a-2", "a-2 1|a-1 1|a-1 2|a-1 3")]
    [InlineData("Get-RunSnapshot nothing*", "")]
    [InlineData("'a-2', 'b-1' | Get-RunSnapshot", "a-2 1|b-1 1")]
    [InlineData("$c | Get-RunSnapshot", "b-1 1")]
    [InlineData("[pscustomobject]@{ RunId = 'a-2' } | Get-RunSnapshot", "a-2 1")]
    [InlineData("Get-RunSnapshot -Latest", "a-1 3|a-2 1|b-1 1")]
    [InlineData("Get-RunSnapshot a-1 -Latest", "a-1 3")]
    [InlineData("Get-RunSnapshot -Latest -Label one", "a-1 2|a-2 1|b-1 1")]
    [InlineData("Get-RunSnapshot a-1 -Sequence 3, 1", "a-1 1|a-1 3")]
    [InlineData("Get-RunSnapshot -Sequence 2", "a-1 2")]
    [InlineData("Get-RunSnapshot -Label TWO", "a-1 3")]
    [InlineData("Get-RunSnapshot a-1 -Label t*, x", "a-1 3")]
    public void SnapshotsAreFoundNewestLast(string script, string expected) =>
        Assert.Equal(expected, string.Join('|', Texts($"{script} | Name")));

    [Theory]
    [InlineData("$t[1]", "x 2|y 1")]
    [InlineData("$t[1].AddMilliseconds(999)", "x 2|y 1")]
    [InlineData("$t[2]", "x 3|y 1")]
    [InlineData("$t[3]", "x 3|y 2")]
    [InlineData("$t[0].AddTicks(-1)", "")]
    [InlineData("$t[3].AddYears(1)", "x 3|y 2")]
    [InlineData("$t[3].UtcDateTime", "x 3|y 2")]
    [InlineData("$t[2].ToOffset([timespan]'5:30')", "x 3|y 1")]
    [InlineData("$t[3] -Label one", "x 1|y 2")]
    [InlineData("$t[1] -Latest", "x 2|y 1")]
    public void ATimeGivesTheLatestOfEachRunThatIsNotAfterIt(string time, string expected) =>
        Assert.Equal(expected, string.Join('|', Texts($$"""
            $clock = [DateTimeOffset]'2026-01-02T03:04:05Z'; $t = 0..3 | ForEach-Object { $clock.AddSeconds($_) }
            function Add($run, $n, $at, $label) {
                $json = New-WorkflowRun w $run | New-RunSnapshot -Manager (New-RunSnapshotManager) | ConvertTo-RunSnapshotJson
                $json = $json -replace '"sequence": \d+', "`"sequence`": $n, `"label`": `"$label`"" -replace '"timestamp": \d+', "`"timestamp`": $($at.ToUnixTimeMilliseconds())"
                $null = $manager.Import($json)
            }
            $manager = New-RunSnapshotManager
            Add x 1 $t[0] one; Add x 2 $t[1] two; Add x 3 $t[2] two; Add y 1 $t[1] two; Add y 2 $t[3] one
            Get-RunSnapshot -Manager $manager -At ({{time.Split(" -")[0]}}) {{(time.Contains(" -") ? time[time.IndexOf(" -", StringComparison.Ordinal)..] : "")}} | Name
            """)));

    [Fact]
    public void OfTwoAtOneTimeTheHigherNumberIsTheLatest() =>
        Assert.Equal(["a-1 3"], Texts("Get-RunSnapshot a-1 -At ([DateTimeOffset]::MaxValue) | Name"));

    [Fact]
    public void AnIdThatIsAPatternTooMeansItsOwnRunFirst() =>
        Assert.Equal(["x* 1"], Texts("(New-WorkflowRun w x*), (New-WorkflowRun w x-1) | New-RunSnapshot | Out-Null; Get-RunSnapshot x* | Name"));

    [Fact]
    public void IdsThatDifferInCaseAreTwoRuns() =>
        Assert.Equal(["A-2 1", "a-2 1"], Texts("New-WorkflowRun w A-2 | New-RunSnapshot | Out-Null; Get-RunSnapshot A-2 | Name; Get-RunSnapshot a-2 | Name"));

    [Fact]
    public void ARunWithoutSnapshotsIsAnErrorAndTheOthersAreGot()
    {
        ErrorRecord error = FailsAndGoesOn(
            "Get-RunSnapshot a-2, missing, b-1 | Name",
            "SnapshotNotFound,PSSnapshots.Commands.GetRunSnapshotCommand", ErrorCategory.ObjectNotFound, "a-2 1", "b-1 1");

        Assert.Equal("missing", error.TargetObject);
        Assert.Equal("There is no snapshot of run 'missing'.", error.Exception.Message);
    }

    [Fact]
    public void ANumberThatARunDoesNotHaveIsAnErrorAndTheOthersAreGot()
    {
        ErrorRecord error = FailsAndGoesOn(
            "Get-RunSnapshot a-1 -Sequence 1, 77, 3 | Name",
            "SnapshotNotFound,PSSnapshots.Commands.GetRunSnapshotCommand", ErrorCategory.ObjectNotFound, "a-1 1", "a-1 3");

        Assert.Equal(77, error.TargetObject);
        Assert.Equal("There is no snapshot #77 of run 'a-1'.", error.Exception.Message);
    }

    [Fact]
    public void TheSessionsManagerIsUsedWhereNoneIsGiven() =>
        Assert.Equal(["True"], Texts("""
            $PSDefaultParameterValues.Clear()
            $snapshot = New-WorkflowRun w $id | New-RunSnapshot; (Get-RunSnapshot $id).Id -eq $snapshot.Id
            """));

    [Theory]
    [InlineData("Get-RunSnapshot -Sequence 0")]
    [InlineData("Get-RunSnapshot -Label ''")]
    [InlineData("Get-RunSnapshot $null")]
    [InlineData("$null | Get-RunSnapshot")]
    [InlineData("Get-RunSnapshot -Manager $null")]
    public void ArgumentsAreChecked(string script) => Fails(script, $"ParameterArgumentValidationError,{Class}", ErrorCategory.InvalidData);

    [Fact]
    public void AnEmptyIdIsLookedFor() =>
        Assert.Equal("", Fails("Get-RunSnapshot ''", $"SnapshotNotFound,{Class}", ErrorCategory.ObjectNotFound).TargetObject);
}
