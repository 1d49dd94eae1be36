#Requires -Version 7.4

Describe 'Option' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
    }

    AfterEach {
        Set-RunSnapshotOption -MaxSnapshots 10
    }

    It 'tells what is kept' {
        $null = $run, $run | New-RunSnapshot
        $option = Get-RunSnapshotOption

        $option | Should -BeOfType PSSnapshots.SnapshotOption
        $option.MaxSnapshots | Should -Be 10
        $option.RunCount | Should -Be 1
        $option.SnapshotCount | Should -Be 2
        $option.FormatVersion | Should -Be '1.1.0'
    }

    It 'keeps exactly as many as it is told' {
        Set-RunSnapshotOption -MaxSnapshots 3
        1..5 | ForEach-Object { $null = New-RunSnapshot $run }

        (Get-RunSnapshot deploy-7).Sequence | Should -Be 3, 4, 5
    }

    It 'lets the oldest go at once when the number gets lower' {
        1..5 | ForEach-Object { $null = New-RunSnapshot $run }
        Set-RunSnapshotOption 2

        (Get-RunSnapshot deploy-7).Sequence | Should -Be 4, 5
    }

    It 'changes nothing with -WhatIf' {
        Set-RunSnapshotOption 2 -WhatIf
        (Get-RunSnapshotOption).MaxSnapshots | Should -Be 10
    }

    It 'refuses <_>' -ForEach 0, -1 {
        { Set-RunSnapshotOption -MaxSnapshots $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,PSSnapshots.Commands.SetRunSnapshotOptionCommand'
        { New-RunSnapshotManager -MaxSnapshots $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,PSSnapshots.Commands.NewRunSnapshotManagerCommand'
    }

    It 'keeps managers apart' {
        $manager = New-RunSnapshotManager 2
        1..3 | ForEach-Object { $null = New-RunSnapshot $run -Manager $manager }
        $file = Join-Path $TestDrive 'one.json'
        Get-RunSnapshot -Manager $manager -Latest | Export-RunSnapshot $file

        Get-RunSnapshot | Should -BeNullOrEmpty
        (Get-RunSnapshot deploy-7 -Manager $manager).Sequence | Should -Be 2, 3
        (Get-RunSnapshotOption -Manager $manager).MaxSnapshots | Should -Be 2
        Set-RunSnapshotOption 1 -Manager $manager
        (Get-RunSnapshot -Manager $manager).Sequence | Should -Be 3
        Clear-RunSnapshot -All -Manager $manager
        Get-RunSnapshot -Manager $manager | Should -BeNullOrEmpty
        $null = Import-RunSnapshot $file -Manager $manager
        $manager.RunIds | Should -Be 'deploy-7'
    }

    It 'takes a manager from $PSDefaultParameterValues' {
        $PSDefaultParameterValues = @{ '*-RunSnapshot:Manager' = New-RunSnapshotManager 50 }
        $null = New-RunSnapshot $run

        Get-RunSnapshot | Should -HaveCount 1
        (Get-RunSnapshotOption).SnapshotCount | Should -Be 0
    }
}
