#Requires -Version 7.4

Describe 'Compare-RunSnapshot -GroupBy Difference' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $class = 'PSSnapshots.Commands.CompareRunSnapshotCommand'

        function New-Sample([string] $RunId, [string] $Image = 'web:1', [string] $Status = 'Completed') {
            $run = New-WorkflowRun deploy $RunId
            Set-WorkflowRun $run -StepId build -StepStatus Running
            Set-WorkflowRun $run -StepId build -Output @{ image = $Image; log = "/var/log/$RunId.txt" }
            Set-WorkflowRun $run -Status $Status -Log "$RunId is over"
            New-RunSnapshot $run
        }
        filter Get-GroupText { "$($_.Count) $($_.ChangeCount) $($_.RunIds) | $($_.Difference)" }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $good = New-Sample good
    }

    It 'puts runs with the same differences into one group, the largest first' {
        $groups = $good, (New-Sample r1), (New-Sample r2 web:2), (New-Sample r3 web:3), (New-Sample r4 web:2), (New-Sample r5 web:2) |
            Compare-RunSnapshot -ReferenceSnapshot $good -GroupBy Difference

        $groups | Should -BeOfType PSSnapshots.DifferenceGroup
        $groups | Get-GroupText | Should -BeExactly @(
            '3 1 r2, r4, r5 | /stepResults/build/output/image "web:1" -> "web:2"'
            '2 0 good, r1 | no difference'
            '1 1 r3 | /stepResults/build/output/image "web:1" -> "web:3"')
    }

    It 'divides fifty runs of three kinds into three groups' {
        $snapshots = 1..50 | ForEach-Object { New-Sample "run-$_" $(if ($_ % 2) { 'web:1' } elseif ($_ % 6) { 'web:2' } else { 'web:3' }) }
        $snapshots | Compare-RunSnapshot $good -GroupBy Difference | ForEach-Object Count | Should -Be 25, 17, 8
    }

    It 'keeps groups of equal size in the order of their first run' {
        (New-Sample r2 c), (New-Sample r1 b), (New-Sample r3 a) | Compare-RunSnapshot $good -GroupBy Difference |
            ForEach-Object RunIds | Should -BeExactly 'r2', 'r1', 'r3'
    }

    It 'groups by <Name>' -ForEach @(
        @{ Name = 'the paths that -Path specifies'; Options = @{ Path = '/status' }
            First = '2 1 r2, r3 | /status "COMPLETED" -> "FAILED"'; Second = '1 0 r1 | no difference' }
        @{ Name = 'the paths that -ExcludePath leaves'; Options = @{ ExcludePath = '/logs', '/events', '/status' }
            First = '2 1 r1, r2 | /stepResults/build/output/image "web:1" -> "web:2"'; Second = '1 0 r3 | no difference' }
        @{ Name = 'whole fields without their times'; Options = @{ ExcludePath = '/status', '/events', '/stepResults'; Depth = 0; IgnoreTimestamp = $true }
            First = '2 1 r2, r3 | /logs ['; Second = '1 0 r1 | no difference' }
        @{ Name = 'whole steps'; Options = @{ Path = '/stepResults'; Depth = 1; ArrayKey = 'sku' }
            First = '2 1 r1, r2 | /stepResults/build {'; Second = '1 0 r3 | no difference' }
    ) {
        $lines = @((New-Sample r1 web:2), (New-Sample r2 web:2 Failed), (New-Sample r3 web:1 Failed) |
                Compare-RunSnapshot $good -GroupBy Difference @Options | Get-GroupText)

        $lines | Should -HaveCount 2
        $lines[0].Substring(0, $First.Length) | Should -BeExactly $First
        $lines[1] | Should -BeExactly $Second
    }

    It 'emits the snapshots and the changes of a group' {
        $group = (New-Sample r1 web:2), (New-Sample r2 web:2) | Compare-RunSnapshot $good -GroupBy Difference

        $group.Snapshots.ToString() | Should -BeExactly '2 snapshots of 2 runs'
        $group.Snapshots.RunId | Should -BeExactly 'r1', 'r2'
        $group.Changes.ToString() | Should -BeExactly '1 change'
        $group.Changes.Path | Should -BeExactly '/stepResults/build/output/image'
        $group.Changes[0].To | Should -BeExactly 'web:2'
        $group.ToString() | Should -BeExactly '2: /stepResults/build/output/image "web:1" -> "web:2"'
    }

    It 'exports as a readable CSV table' {
        $row = (New-Sample r1 web:2), (New-Sample r2 web:2) | Compare-RunSnapshot $good -GroupBy Difference | ConvertTo-Csv | ConvertFrom-Csv

        $row.Count | Should -BeExactly '2'
        $row.RunIds | Should -BeExactly 'r1, r2'
        $row.Difference | Should -BeExactly '/stepResults/build/output/image "web:1" -> "web:2"'
        $row.Snapshots | Should -BeExactly '2 snapshots of 2 runs'
        $row.Changes | Should -BeExactly '1 change'
    }

    It 'emits nothing without snapshots' {
        @() | Compare-RunSnapshot $good -GroupBy Difference | Should -BeNullOrEmpty
    }

    It 'reports a piped object that is not a snapshot, and groups the others' {
        $failed = Assert-SingleError { (New-Sample r1), 5, (New-Sample r2) | Compare-RunSnapshot $good -GroupBy Difference | Get-GroupText } `
            "InputObjectNotBound,$class" InvalidArgument -Output '2 0 r1, r2 | no difference'

        $failed.TargetObject | Should -Be 5
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = '-As Summary'; Options = @{ As = 'Summary' } }
        @{ Name = '-As Change'; Options = @{ As = 'Change' } }
        @{ Name = '-As Text'; Options = @{ As = 'Text' } }
        @{ Name = '-IncludeEqual'; Options = @{ IncludeEqual = $true } }
        @{ Name = '-Guarded'; Options = @{ Guarded = $true } }
    ) {
        $failed = Assert-SingleError { $good | Compare-RunSnapshot $good -GroupBy Difference @Options } "NotWithGroupBy,$class" InvalidArgument -Terminating
        $failed.Exception.Message | Should -BeLike "-$(@($Options.Keys)[0]) cannot be used with -GroupBy*"
    }
}
