using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class FindRunSnapshotTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.FindRunSnapshotCommand";

    /// <summary>The status of the step goes running, failed, running, failed, completed.</summary>
    public FindRunSnapshotTests() => Do("""
        $manager = New-RunSnapshotManager
        $PSDefaultParameterValues = @{ '*-RunSnapshot:Manager' = $manager }
        $run = New-WorkflowRun deploy a-1; $other = New-WorkflowRun deploy b-1
        foreach ($status in 'Running', 'Failed', 'Running', 'Failed', 'Completed') {
            Set-WorkflowRun $run -StepId 'a/b' -StepStatus $status
            if ($status -eq 'Completed') {
                Set-WorkflowRun $run -StepId 'a/b' -Output @{ n = 1.0; text = 'Yes'; ok = $true; none = $null; list = 1, 2; digits = '5'; id = [guid]::Empty } -Context @{ region = 'eu' } -ExecutionPath 1, 2
            }
            $null = New-RunSnapshot $run
        }
        Set-WorkflowRun $other -Status Paused -StepId 'a/b' -StepStatus Failed; $null = New-RunSnapshot $other
        filter Name { "$($_.RunId) $($_.Sequence)" }
        """);

    [Theory]
    [InlineData("/stepResults/a~1b/status failed", "a-1 2|b-1 1")]
    [InlineData("/stepResults/a~1b/status Failed", "a-1 2|b-1 1")]
    [InlineData("/stepResults/a~1b/status ([PSSnapshots.StepStatus]::Completed)", "a-1 5")]
    [InlineData("/stepResults/a~1b/status Running", "a-1 1")]
    [InlineData("/stepResults/a~1b/status suspended", "")]
    [InlineData("/status PAUSED", "b-1 1")]
    [InlineData("/status Paused", "b-1 1")]
    [InlineData("/status", "a-1 1|b-1 1")]
    [InlineData("/stepResults/a~1b/output", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/n 1", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/n '1.00'", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/n 2", "")]
    [InlineData("/stepResults/a~1b/output/n one", "")]
    [InlineData("/stepResults/a~1b/output/digits 5", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/text Yes", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/text yes", "")]
    [InlineData("/stepResults/a~1b/output/ok $true", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/ok true", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/ok $false", "")]
    [InlineData("/stepResults/a~1b/output/none", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/none $null", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/missing $null", "")]
    [InlineData("/stepResults/a~1b/output/list/1 2", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/list/01 2", "")]
    [InlineData("/stepResults/a~1b/output/list (1, 2)", "a-1 5")]
    [InlineData("/stepResults/a~1b/output/id ([guid]::Empty)", "a-1 5")]
    [InlineData("/executionContext/region eu", "a-1 5")]
    [InlineData("/executionPath/1 2", "a-1 5")]
    [InlineData("/logs/2", "a-1 3")]
    [InlineData("/logs/0/stepStatus Running", "a-1 1")]
    [InlineData("/events/99", "")]
    [InlineData("/runId a-1", "a-1 1")]
    [InlineData("'' -RunId b*", "b-1 1")]
    [InlineData("/stepResults/a~1b/status failed -RunId a-1", "a-1 2")]
    [InlineData("/stepResults/a~1b/status failed -RunId b*, a-1", "b-1 1|a-1 2")]
    public void TheFirstOfEachRunIsFound(string arguments, string expected) =>
        Assert.Equal(expected, string.Join('|', Texts($"Find-RunSnapshot {arguments} | Name")));

    [Fact]
    public void PipedSnapshotsAreLookedAtByTheirNumbersWhateverTheirOrder() =>
        Assert.Equal(["a-1 4", "b-1 1"], Texts("""
            (Get-RunSnapshot a-1 -Sequence 5), (Get-RunSnapshot a-1 -Sequence 4), (Get-RunSnapshot b-1), (Get-RunSnapshot a-1 -Sequence 3) |
                Find-RunSnapshot '/stepResults/a~1b/status' failed | Name
            """));

    [Fact]
    public void NothingPipedGivesNothing() => Do("@() | Find-RunSnapshot /status");

    [Theory]
    [InlineData("status")]
    [InlineData("/a~")]
    [InlineData("/a~2b")]
    public void APathThatIsNoPointerIsAnError(string path) =>
        Assert.Equal(path, Fails($"Find-RunSnapshot '{path}'", "InvalidPointer,PSSnapshots.Commands.FindRunSnapshotCommand", ErrorCategory.InvalidArgument).TargetObject);

    [Fact]
    public void AValueThatCannotBeKeptIsAnError() =>
        Fails("Find-RunSnapshot /status { }", $"UnsupportedValue,{Class}", ErrorCategory.InvalidType);

    [Fact]
    public void ARunWithoutSnapshotsIsAnErrorAndTheOthersAreLookedAt() =>
        FailsAndGoesOn("Find-RunSnapshot /status -RunId missing, b-1 | Name", $"SnapshotNotFound,{Class}", ErrorCategory.ObjectNotFound, "b-1 1");
}
