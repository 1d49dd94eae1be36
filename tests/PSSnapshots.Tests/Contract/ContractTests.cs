using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Contract;

/// <summary>The module's contract, line by line, as a script uses it.</summary>
public sealed class ContractTests : EngineTest
{
    private const string Run = """
        $run = New-WorkflowRun -WorkflowId deploy -RunId $id -InputData @{ env = 'prod' }
        Set-WorkflowRun $run -Status Running
        Set-WorkflowRun $run -StepId build -StepStatus Completed -Output @{ image = 'web:1.4.2' }
        Set-WorkflowRun $run -Context @{ region = 'eu' } -Log 'built'
        $a = New-RunSnapshot $run -Label built
        $b = $run | New-RunSnapshot

        """;

    private const string Imported = Run + """
        Export-RunSnapshot -Snapshot $b -Path ./deploy-7.json; $s = Import-RunSnapshot ./deploy-7.json

        """;

    [Fact]
    public void ReportingProgressAndCapturingEmitNothingUnasked() => Do(Run);

    [Fact]
    public void TheHistoryOfARunIsFilteredAsObjects() =>
        Assert.Equal(["1 Running built", "2 Running "], Texts(Run + """
            Get-RunSnapshot $id | Where-Object Status -eq Running | ForEach-Object { "$($_.Sequence) $($_.Status) $($_.Label)" }
            """));

    [Fact]
    public void TheLatestOfEachRunIsFoundByPattern() =>
        Assert.Equal(["2"], Texts(Run + "Get-RunSnapshot \"$($id.Substring(0, 20))*\" -Latest | ForEach-Object Sequence"));

    [Fact]
    public void WhatChangedInAStepIsFiltered() =>
        Assert.Equal(["Changed /stepResults/build/output/image web:1.4.2 web:1.5.0"], Texts(Run + """
            Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1.5.0' }
            $b = New-RunSnapshot $run
            Compare-RunSnapshot $a $b | Where-Object StepId -eq build | Where-Object Kind -eq Changed |
                ForEach-Object { "$($_.Kind) $($_.Path) $($_.From) $($_.To)" }
            """));

    [Fact]
    public void AnExportIsImportedAgain() =>
        Assert.Equal("True", Texts(Imported + "$s.Id -eq $b.Id").Single());

    [Fact]
    public void JsonGoesThroughThePipelineBothWays() =>
        Assert.Equal(["True", "True"], Texts(Run + """
            $json = $b | ConvertTo-RunSnapshotJson -Compress; $c = $json | ConvertFrom-RunSnapshotJson
            $json -notmatch "`n"
            $c.Id -eq $b.Id
            """));

    [Fact]
    public void ARestoreBringsTheRunBackAndEmitsNothing() =>
        Assert.Equal(["Running", "1"], Texts(Imported + """
            Set-WorkflowRun $run -Status Failed -StepId test -StepStatus Failed
            Restore-RunSnapshot -Snapshot $s -Run $run
            $run.Status; $run.StepCount
            """));

    [Fact]
    public void AValidSnapshotTestsTrueAndItsFileHasNoViolations() =>
        Assert.Equal(["True"], Texts(Imported + "Test-RunSnapshot $s; Test-RunSnapshot -Path ./deploy-7.json -Detailed"));

    [Fact]
    public void ARunsSnapshotsAreClearedAndThenAllAre() =>
        Assert.Equal(["2", "0", "0"], Texts(Run + """
            $manager = New-RunSnapshotManager
            $run, (New-WorkflowRun deploy other) | New-RunSnapshot -Manager $manager | Out-Null
            $manager.Count
            Clear-RunSnapshot $id; @(Get-RunSnapshot "$id*").Count
            Clear-RunSnapshot -All -Manager $manager; $manager.Count
            """));

    [Fact]
    public void FewerSnapshotsAreKept() =>
        Assert.Equal(["2", "5"], Texts(Run + """
            $manager = New-RunSnapshotManager
            Set-RunSnapshotOption -MaxSnapshots 5 -Manager $manager
            1..6 | ForEach-Object { New-RunSnapshot $run -Manager $manager | Out-Null }
            (Get-RunSnapshot $id -Manager $manager)[0].Sequence
            (Get-RunSnapshot $id -Manager $manager).Count
            """));

    [Fact]
    public void WhatASnapshotHoldsIsReadAsPlainProperties() =>
        Assert.Equal(["web:1.4.2", "True", "eu", "prod"], Texts(Imported + """
            $s.StepResults['build'].Output.image; $s.Logs[0].Timestamp -is [DateTimeOffset]; $s.ExecutionContext.region; $s.Input.env
            """));

    [Fact]
    public void ListsCountFromTheEndToo() =>
        Assert.Equal(["built", "StepStatusUpdate", "b", "WorkflowStatusUpdate"], Texts("""
            $run = New-WorkflowRun w $id -ExecutionGraph @{ id = 'a' }, @{ id = 'b' }
            Set-WorkflowRun $run -Status Running; Set-WorkflowRun $run -StepId a -StepStatus Running -Log built
            $s = New-RunSnapshot $run
            $s.Logs[-1].Description; $s.Events[-1].Type; $s.ExecutionGraph[-1].id; $s.Events[-2].Type
            """));

    [Fact]
    public void WhatIsNotThereIsNull() =>
        Assert.Equal(["True", "True", "True", "True", "True"], Texts(Imported + """
            $null -eq $s.StepResults['missing']; $null -eq $s.StepResults.missing; $null -eq $s.ExecutionContext['missing']
            $null -eq $s.SuspendedPaths['missing']; $null -eq $s.Logs[99]
            """));

    [Fact]
    public void StepsAreReadByPropertyAndByOrder() =>
        Assert.Equal(["Completed", "b build a"], Texts(Run + """
            $run.StepResults.build.Status
            Set-WorkflowRun $run -StepId z -Output 1; Restore-RunSnapshot $a -Run $run
            $other = New-WorkflowRun w "$id-2"; 'b', 'build', 'a' | ForEach-Object { Set-WorkflowRun $other -StepId $_ -Output 1 }
            $other.StepResults.Keys -join ' '
            """));

    [Fact]
    public void TheTypeIsALiteralInAScript() =>
        Assert.Equal(["True", "PSSnapshots.Snapshot", "True"], Texts(Run + """
            $a -is [PSSnapshots.Snapshot]; [PSSnapshots.Snapshot].FullName; $run -is [PSSnapshots.WorkflowRun]
            """));

    [Fact]
    public void AStateIsNotChangedThroughWhatItShows() =>
        Assert.Equal(["web:1.4.2", "eu", "3 refused"], Texts(Imported + """
            $output = $s.StepResults['build'].Output; $output.image = 'other'; $s.StepResults['build'].Output.image
            $refused = 0
            try { $s.StepResults['build'] = $null } catch { $refused++ }
            try { $s.ExecutionContext['region'] = 'us' } catch { $refused++ }
            try { $s.Logs[0] = $null } catch { $refused++ }
            $s.ExecutionContext.region; "$refused refused"
            """));
}
