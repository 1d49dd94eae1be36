using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>Many runs against a good one.</summary>
public sealed class CompareGroupTests : EngineTest
{
    private const string Class = "PSSnapshots.Commands.CompareRunSnapshotCommand";

    public CompareGroupTests() => Do("""
        $manager = New-RunSnapshotManager
        function Take([string] $runId, [string] $image = 'web:1', [string] $status = 'Completed') {
            $run = New-WorkflowRun deploy $runId
            Set-WorkflowRun $run -StepId build -StepStatus Running
            Set-WorkflowRun $run -StepId build -Output @{ image = $image; log = "/var/log/$runId.txt" }
            Set-WorkflowRun $run -Status $status -Log "$runId is over"
            New-RunSnapshot $run -Manager $manager
        }
        $good = Take good
        filter Line { "$($_.Count) $($_.ChangeCount) $($_.RunIds) | $($_.Difference)" }
        """);

    [Fact]
    public void RunsThatDifferInTheSameAreOneGroupAndTheLargestComesFirst() =>
        Assert.Equal(
            [
                "3 1 r2, r4, r5 | /stepResults/build/output/image \"web:1\" -> \"web:2\"",
                "2 0 good, r1 | no difference",
                "1 1 r3 | /stepResults/build/output/image \"web:1\" -> \"web:3\"",
            ],
            Texts("""
                $snapshots = $good, (Take r1), (Take r2 web:2), (Take r3 web:3), (Take r4 web:2), (Take r5 web:2)
                $snapshots | Compare-RunSnapshot -ReferenceSnapshot $good -GroupBy Difference | Line
                """));

    [Fact]
    public void FiftyRunsOfThreeKindsAreThreeGroups() =>
        Assert.Equal(["25", "17", "8"], Texts("""
            $snapshots = 1..50 | ForEach-Object { Take "run-$_" $(if ($_ % 2) { 'web:1' } elseif ($_ % 6) { 'web:2' } else { 'web:3' }) }
            $snapshots | Compare-RunSnapshot $good -GroupBy Difference | ForEach-Object Count
            """));

    [Fact]
    public void OfGroupsOfOneSizeTheOneThatCameUpFirstComesFirst() =>
        Assert.Equal(["r2", "r1", "r3"], Texts("(Take r2 c), (Take r1 b), (Take r3 a) | Compare-RunSnapshot $good -GroupBy Difference | ForEach-Object RunIds"));

    [Theory]
    [InlineData("-Path /status", "2 1 r2, r3 | /status \"COMPLETED\" -> \"FAILED\"", "1 0 r1 | no difference")]
    [InlineData("-ExcludePath /logs, /events, /status", "2 1 r1, r2 | /stepResults/build/output/image \"web:1\" -> \"web:2\"", "1 0 r3 | no difference")]
    [InlineData("-ExcludePath /status, /events, /stepResults -Depth 0 -IgnoreTimestamp", "2 1 r2, r3 | /logs [", "1 0 r1 | no difference")]
    [InlineData("-Path /stepResults -Depth 1 -ArrayKey sku", "2 1 r1, r2 | /stepResults/build {", "1 0 r3 | no difference")]
    public void OptionsSayWhatIsLookedAt(string options, string first, string second)
    {
        string[] groups = [.. Texts($"(Take r1 web:2), (Take r2 web:2 Failed), (Take r3 web:1 Failed) | Compare-RunSnapshot $good -GroupBy Difference {options} | Line")];

        Assert.Equal(2, groups.Length);
        Assert.StartsWith(first, groups[0], StringComparison.Ordinal);
        Assert.StartsWith(second, groups[1], StringComparison.Ordinal);
    }

    [Fact]
    public void AGroupHasItsSnapshotsAndTheirChanges() =>
        Assert.Equal(["2 snapshots of 2 runs", "1 change", "r1 r2", "web:2", "2: /stepResults/build/output/image \"web:1\" -> \"web:2\""], Texts("""
            $group = (Take r1 web:2), (Take r2 web:2) | Compare-RunSnapshot $good -GroupBy Difference
            $group.Snapshots.ToString(); $group.Changes.ToString(); $group.Snapshots.RunId -join ' '; $group.Changes[0].To; $group.ToString()
            """));

    [Fact]
    public void WithoutSnapshotsThereIsNoGroup() => Do("@() | Compare-RunSnapshot $good -GroupBy Difference");

    [Fact]
    public void AForeignObjectIsOneErrorAndTheOthersAreGrouped() => FailsAndGoesOn(
        "(Take r1), 5, (Take r2) | Compare-RunSnapshot $good -GroupBy Difference | Line",
        $"InputObjectNotBound,{Class}", ErrorCategory.InvalidArgument, "2 0 r1, r2 | no difference");

    [Theory]
    [InlineData("-As Summary")]
    [InlineData("-As Change")]
    [InlineData("-IncludeEqual")]
    [InlineData("-Guarded")]
    public void WhatGoesNotWithGroupsIsAnError(string options)
    {
        ErrorRecord error = Fails($"$good | Compare-RunSnapshot $good -GroupBy Difference {options}", "NotWithGroupBy,PSSnapshots.Commands.CompareRunSnapshotCommand", ErrorCategory.InvalidArgument);

        Assert.StartsWith(options.Split(' ')[0] + " does not go with -GroupBy", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Compare-RunSnapshot $good $good -Guarded")]
    [InlineData("Compare-RunSnapshot $good $good -Guarded -As Text")]
    [InlineData("$good | Compare-RunSnapshot -Guarded")]
    public void GuardedGoesWithAPatchOnly(string script)
    {
        ErrorRecord error = Fails(script, "GuardedWithoutPatch,PSSnapshots.Commands.CompareRunSnapshotCommand", ErrorCategory.InvalidArgument);

        Assert.Equal("-Guarded is about a patch: it goes with -As JsonPatch only.", error.Exception.Message);
    }

    [Fact]
    public void TextAndSummaryTellHowLongAStepTook() =>
        Assert.Equal(["@@ /stepResults/build/output @@ step build  2.1 s -> 3.4 s", "00:00:02.1000000 00:00:03.4000000", "00:00:02.1000000 00:00:03.4000000"], Texts("""
            function Told([int] $took) {
                '{"version":"1.0.0","timestamp":1,"runId":"r","workflowId":"w","status":"RUNNING","stepResults":{"build":{"status":"completed","output":' + $took + '}},' +
                '"executionPath":[],"suspendedPaths":{},"events":[],"executionGraph":[],"executionContext":{},"logs":[' +
                '{"timestamp":1000,"type":"step","description":"d","stepId":"build","stepStatus":"running"},' +
                '{"timestamp":' + (1000 + $took) + ',"type":"step","description":"d","stepId":"build","stepStatus":"completed"}]}' | ConvertFrom-RunSnapshotJson
            }
            $a = Told 2100; $b = Told 3400
            (Compare-RunSnapshot $a $b -ExcludePath /logs -As Text)[2]
            $summary = Compare-RunSnapshot $a $b -As Summary
            "$($summary.StepResults['build'].FromDuration) $($summary.StepResults['build'].ToDuration)"
            $change = Compare-RunSnapshot $a $b -Path /stepResults; "$($change.FromDuration) $($change.ToDuration)"
            """));
}
