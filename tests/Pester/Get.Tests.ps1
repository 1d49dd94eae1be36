#Requires -Version 7.4

Describe 'Get-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $class = 'PSSnapshots.Commands.GetRunSnapshotCommand'
        filter Get-Name { "$($_.RunId) $($_.Sequence)" }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $a, $b, $c = 'a-1', 'a-2', 'b-1' | ForEach-Object { New-WorkflowRun deploy $_ }
        $null = $a, $b, $a, $c | New-RunSnapshot -Label one
        $null = $a | New-RunSnapshot -Label two
    }

    It 'returns <Case>' -ForEach @(
        @{ Case = 'the snapshots of all runs by default'; Script = { Get-RunSnapshot }; Expected = 'a-1 1', 'a-1 2', 'a-1 3', 'a-2 1', 'b-1 1' }
        @{ Case = 'the snapshots of a run, newest last'; Script = { Get-RunSnapshot a-1 }; Expected = 'a-1 1', 'a-1 2', 'a-1 3' }
        @{ Case = 'a run whose ID differs only in case'; Script = { Get-RunSnapshot A-1 }; Expected = 'a-1 1', 'a-1 2', 'a-1 3' }
        @{ Case = 'several runs'; Script = { Get-RunSnapshot -RunId a-2, b-1 }; Expected = 'a-2 1', 'b-1 1' }
        @{ Case = 'the runs that match *'; Script = { Get-RunSnapshot *-1 }; Expected = 'a-1 1', 'a-1 2', 'a-1 3', 'b-1 1' }
        @{ Case = 'the runs that match a pattern, ignoring case'; Script = { Get-RunSnapshot B-* }; Expected = 'b-1 1' }
        @{ Case = 'the runs that match [] and ?'; Script = { Get-RunSnapshot [b]-? }; Expected = 'b-1 1' }
        @{ Case = 'each snapshot once if a run is named several times'; Script = { Get-RunSnapshot a-2, a-*, a-2 }; Expected = 'a-2 1', 'a-1 1', 'a-1 2', 'a-1 3' }
        @{ Case = 'nothing if no run matches a pattern'; Script = { Get-RunSnapshot nothing* }; Expected = @() }
        @{ Case = 'the runs whose IDs are piped'; Script = { 'a-2', 'b-1' | Get-RunSnapshot }; Expected = 'a-2 1', 'b-1 1' }
        @{ Case = 'a run that is piped'; Script = { $c | Get-RunSnapshot }; Expected = 'b-1 1' }
        @{ Case = 'the run of a piped object with a RunId'; Script = { [pscustomobject]@{ RunId = 'a-2' } | Get-RunSnapshot }; Expected = 'a-2 1' }
        @{ Case = 'the latest of each run with -Latest'; Script = { Get-RunSnapshot -Latest }; Expected = 'a-1 3', 'a-2 1', 'b-1 1' }
        @{ Case = 'the latest of a run with -Latest'; Script = { Get-RunSnapshot a-1 -Latest }; Expected = 'a-1 3' }
        @{ Case = 'the latest with a label'; Script = { Get-RunSnapshot -Latest -Label one }; Expected = 'a-1 2', 'a-2 1', 'b-1 1' }
        @{ Case = 'the sequence numbers of a run, in order'; Script = { Get-RunSnapshot a-1 -Sequence 3, 1 }; Expected = 'a-1 1', 'a-1 3' }
        @{ Case = 'a sequence number of all runs'; Script = { Get-RunSnapshot -Sequence 2 }; Expected = 'a-1 2' }
        @{ Case = 'a label, ignoring case'; Script = { Get-RunSnapshot -Label TWO }; Expected = 'a-1 3' }
        @{ Case = 'the labels that match a pattern'; Script = { Get-RunSnapshot a-1 -Label t*, x }; Expected = 'a-1 3' }
        @{ Case = 'the labels that match a pattern, ignoring case'; Script = { Get-RunSnapshot -Label TW* }; Expected = 'a-1 3' }
    ) {
        & $Script | Get-Name | Should -BeExactly $Expected
    }

    It 'returns several snapshots of one run, newest last' -Tag Fault01 {
        $run = New-WorkflowRun deploy deploy-7
        'a', 'b', 'c' | ForEach-Object { $null = New-RunSnapshot $run -Label $_ }

        (Get-RunSnapshot deploy-7).Label | Should -Be 'a', 'b', 'c'
    }

    It 'finds a snapshot by the ID of its run, whatever it was captured from' -Tag Fault03 {
        $run = New-WorkflowRun w deploy-7
        $null = $run, $run.Store, @{ RunId = 'deploy-7'; WorkflowId = 'w' } | New-RunSnapshot

        Get-RunSnapshot deploy-7 | Should -HaveCount 3
    }

    It 'prefers an exact run ID to wildcard matching' {
        $null = 'x*', 'x-1' | ForEach-Object { New-WorkflowRun w $_ } | New-RunSnapshot

        Get-RunSnapshot x* | Get-Name | Should -Be 'x* 1'
    }

    It 'finds a run whose ID contains brackets' {
        $null = 'r[1]', 'r1' | ForEach-Object { New-WorkflowRun w $_ } | New-RunSnapshot

        Get-RunSnapshot 'r[1]' | Get-Name | Should -Be 'r[1] 1'
    }

    It 'distinguishes runs whose IDs differ only in case' {
        $null = New-WorkflowRun w A-2 | New-RunSnapshot

        Get-RunSnapshot A-2 | Get-Name | Should -BeExactly 'A-2 1'
        Get-RunSnapshot a-2 | Get-Name | Should -BeExactly 'a-2 1'
    }

    It 'uses the manager that -Manager specifies' {
        $manager = New-RunSnapshotManager
        $null = $c | New-RunSnapshot -Manager $manager

        Get-RunSnapshot -Manager $manager | Get-Name | Should -Be 'b-1 1'
    }

    It 'reports a run without snapshots, and returns the other runs' {
        $failure = Assert-SingleError { Get-RunSnapshot a-2, missing, b-1 | Get-Name } "SnapshotNotFound,$class" ObjectNotFound -Output 'a-2 1', 'b-1 1'

        $failure.TargetObject | Should -Be 'missing'
        $failure.Exception.Message | Should -BeExactly "No snapshot of run 'missing' was found."
    }

    It 'reports a sequence number that a run does not have, and returns the others' {
        $failure = Assert-SingleError { Get-RunSnapshot a-1 -Sequence 1, 77, 3 | Get-Name } "SnapshotNotFound,$class" ObjectNotFound -Output 'a-1 1', 'a-1 3'

        $failure.TargetObject | Should -Be 77
        $failure.Exception.Message | Should -BeExactly "No snapshot #77 of run 'a-1' was found."
    }

    It 'reports an empty run ID' {
        (Assert-SingleError { Get-RunSnapshot '' } "SnapshotNotFound,$class" ObjectNotFound).TargetObject | Should -BeExactly ''
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'the sequence number 0'; Script = { Get-RunSnapshot -Sequence 0 } }
        @{ Case = 'an empty label'; Script = { Get-RunSnapshot -Label '' } }
        @{ Case = 'null as the run ID'; Script = { Get-RunSnapshot $null } }
        @{ Case = 'null as the manager'; Script = { Get-RunSnapshot -Manager $null } }
    ) {
        Assert-SingleError $Script "ParameterArgumentValidationError,$class" InvalidData -Terminating
    }

    It 'refuses null from the pipeline' {
        Assert-SingleError { $null | Get-RunSnapshot } "ParameterArgumentValidationError,$class" InvalidData
    }

    Context '-At' {
        BeforeAll {
            $clock = [DateTimeOffset]'2026-01-02T03:04:05Z'
            $t = 0..3 | ForEach-Object { $clock.AddSeconds($_) }
            $manager = New-RunSnapshotManager
            function Add-Snapshot($RunId, $Sequence, $Time, $Label) {
                $json = New-WorkflowRun w $RunId | New-RunSnapshot -Manager (New-RunSnapshotManager) | ConvertTo-RunSnapshotJson
                $json = $json -replace '"sequence": \d+', "`"sequence`": $Sequence, `"label`": `"$Label`"" -replace '"timestamp": \d+', "`"timestamp`": $($Time.ToUnixTimeMilliseconds())"
                $null = $manager.Import($json)
            }
            Add-Snapshot x 1 $t[0] one
            Add-Snapshot x 2 $t[1] two
            Add-Snapshot x 3 $t[2] two
            Add-Snapshot y 1 $t[1] two
            Add-Snapshot y 2 $t[3] one
        }

        It 'returns the latest snapshot of each run that is not after <Case>' -ForEach @(
            @{ Case = 'the time of a snapshot'; Script = { Get-RunSnapshot -At $t[1] -Manager $manager }; Expected = 'x 2', 'y 1' }
            @{ Case = 'a time between two snapshots'; Script = { Get-RunSnapshot -At $t[1].AddMilliseconds(999) -Manager $manager }; Expected = 'x 2', 'y 1' }
            @{ Case = 'the time of the last snapshot of one run'; Script = { Get-RunSnapshot -At $t[2] -Manager $manager }; Expected = 'x 3', 'y 1' }
            @{ Case = 'the time of the last snapshot of all'; Script = { Get-RunSnapshot -At $t[3] -Manager $manager }; Expected = 'x 3', 'y 2' }
            @{ Case = 'a time before the first, which is none'; Script = { Get-RunSnapshot -At $t[0].AddTicks(-1) -Manager $manager }; Expected = @() }
            @{ Case = 'a time after the last'; Script = { Get-RunSnapshot -At $t[3].AddYears(1) -Manager $manager }; Expected = 'x 3', 'y 2' }
            @{ Case = 'a DateTime in UTC'; Script = { Get-RunSnapshot -At $t[3].UtcDateTime -Manager $manager }; Expected = 'x 3', 'y 2' }
            @{ Case = 'a DateTime in local time'; Script = { Get-RunSnapshot -At $t[1].LocalDateTime -Manager $manager }; Expected = 'x 2', 'y 1' }
            @{ Case = 'a time in another zone'; Script = { Get-RunSnapshot -At $t[2].ToOffset([timespan]'5:30') -Manager $manager }; Expected = 'x 3', 'y 1' }
            @{ Case = 'a time, of those with a label'; Script = { Get-RunSnapshot -At $t[3] -Label one -Manager $manager }; Expected = 'x 1', 'y 2' }
            @{ Case = 'a time, with -Latest too'; Script = { Get-RunSnapshot -At $t[1] -Latest -Manager $manager }; Expected = 'x 2', 'y 1' }
            @{ Case = 'a time, of one run'; Script = { Get-RunSnapshot x -At $t[3] -Manager $manager }; Expected = 'x 3' }
        ) {
            & $Script | Get-Name | Should -Be $Expected
        }

        It 'returns the higher sequence number of two snapshots of one time' {
            Get-RunSnapshot a-1 -At ([DateTimeOffset]::MaxValue) | Get-Name | Should -Be 'a-1 3'
        }
    }
}
