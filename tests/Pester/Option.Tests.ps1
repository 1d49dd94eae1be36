#Requires -Version 7.4

Describe 'Options and managers' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun deploy deploy-7
    }

    AfterEach {
        Set-RunSnapshotOption -MaxSnapshots 10
    }

    Context 'Get-RunSnapshotOption' {
        It 'returns the options and what the session keeps' {
            $null = $run, $run | New-RunSnapshot
            $option = Get-RunSnapshotOption

            $option | Should -BeOfType PSSnapshots.SnapshotOption
            $option.MaxSnapshots | Should -Be 10
            $option.RunCount | Should -Be 1
            $option.SnapshotCount | Should -Be 2
            $option.FormatVersion | Should -Be '1.1.0'
        }

        It 'returns the options and contents of a manager' {
            $manager = New-RunSnapshotManager 3
            $null = $run, $run, (New-WorkflowRun deploy deploy-8) | New-RunSnapshot -Manager $manager
            $option = Get-RunSnapshotOption -Manager $manager

            $option.MaxSnapshots | Should -Be 3
            $option.RunCount | Should -Be 2
            $option.SnapshotCount | Should -Be 3
            $option.FormatVersion | Should -Be '1.1.0'
            [object]::ReferenceEquals($option.Manager, $manager) | Should -BeTrue
        }

        It 'returns the manager that cmdlets use by default' {
            $snapshot = New-RunSnapshot $run

            (Get-RunSnapshotOption).Manager.GetLatest('deploy-7').Id | Should -Be $snapshot.Id
        }
    }

    Context 'Set-RunSnapshotOption' {
        It 'keeps no more snapshots of a run than -MaxSnapshots' {
            Set-RunSnapshotOption -MaxSnapshots 3
            1..5 | ForEach-Object { $null = New-RunSnapshot $run }

            (Get-RunSnapshot deploy-7).Sequence | Should -Be 3, 4, 5
        }

        It 'removes the oldest snapshots at once when the limit is lowered' {
            1..5 | ForEach-Object { $null = New-RunSnapshot $run }
            Set-RunSnapshotOption 2

            (Get-RunSnapshot deploy-7).Sequence | Should -Be 4, 5
        }

        It 'lowers the limit of a manager' {
            $manager = New-RunSnapshotManager
            $null = $run, $run, $run | New-RunSnapshot -Manager $manager
            Set-RunSnapshotOption -MaxSnapshots 2 -Manager $manager

            (Get-RunSnapshotOption -Manager $manager).MaxSnapshots | Should -Be 2
            (Get-RunSnapshot deploy-7 -Manager $manager).Sequence | Should -Be 2, 3
            (Get-RunSnapshotOption).MaxSnapshots | Should -Be 10
        }

        It 'changes nothing with -WhatIf' {
            $null = $run, $run, $run | New-RunSnapshot
            Set-RunSnapshotOption 2 -WhatIf

            (Get-RunSnapshotOption).MaxSnapshots | Should -Be 10
            Get-RunSnapshot deploy-7 | Should -HaveCount 3
        }

        It 'sets the limit for all runspaces of the session' {
            Set-RunSnapshotOption -MaxSnapshots 2
            1 | ForEach-Object -Parallel {
                Import-Module $using:manifest
                $run = New-WorkflowRun deploy elsewhere
                $null = $run, $run, $run | New-RunSnapshot
                (Get-RunSnapshotOption).MaxSnapshots
            } | Should -Be 2

            (Get-RunSnapshot elsewhere).Sequence | Should -Be 2, 3
        }

        It 'refuses the limit <_>' -Tag Fault02 -ForEach 0, -1 {
            $limit = $_
            $null = Assert-SingleError { Set-RunSnapshotOption -MaxSnapshots $limit } 'ParameterArgumentValidationError,PSSnapshots.Commands.SetRunSnapshotOptionCommand' InvalidData -Terminating
        }
    }

    Context 'New-RunSnapshotManager' {
        It 'creates an empty manager that keeps <Expected> snapshots of a run <Case>' -ForEach @(
            @{ Case = 'by default'; Script = { New-RunSnapshotManager }; Expected = 10 }
            @{ Case = 'specified by position'; Script = { New-RunSnapshotManager 3 }; Expected = 3 }
            @{ Case = 'specified by name'; Script = { New-RunSnapshotManager -MaxSnapshots 1 }; Expected = 1 }
        ) {
            $manager = & $Script

            $manager.MaxSnapshots | Should -Be $Expected
            $manager.Count | Should -Be 0
        }

        It 'keeps the newest snapshots of a run' -Tag Fault02 {
            $manager = New-RunSnapshotManager -MaxSnapshots 3
            1..5 | ForEach-Object { $null = New-RunSnapshot $run -Manager $manager }

            (Get-RunSnapshot deploy-7 -Manager $manager).Sequence | Should -Be 3, 4, 5
        }

        It 'refuses the limit <_>' -Tag Fault02 -ForEach 0, -1 {
            $limit = $_
            $null = Assert-SingleError { New-RunSnapshotManager $limit } 'ParameterArgumentValidationError,PSSnapshots.Commands.NewRunSnapshotManagerCommand' InvalidData -Terminating
        }

        It 'keeps its snapshots apart from those of the session' {
            $manager = New-RunSnapshotManager 2
            1..3 | ForEach-Object { $null = New-RunSnapshot $run -Manager $manager }
            $file = Join-Path $TestDrive 'one.json'
            Get-RunSnapshot -Manager $manager -Latest | Export-RunSnapshot $file

            Get-RunSnapshot | Should -BeNullOrEmpty
            (Get-RunSnapshot -Manager $manager).Sequence | Should -Be 2, 3
            Clear-RunSnapshot -All -Manager $manager
            Get-RunSnapshot -Manager $manager | Should -BeNullOrEmpty
            $null = Import-RunSnapshot $file -Manager $manager
            $manager.RunIds | Should -Be 'deploy-7'
        }

        It 'creates a manager that $PSDefaultParameterValues can name for all cmdlets' {
            $PSDefaultParameterValues = @{ '*-RunSnapshot:Manager' = New-RunSnapshotManager 50 }
            $null = New-RunSnapshot $run

            Get-RunSnapshot | Should -HaveCount 1
            (Get-RunSnapshotOption).SnapshotCount | Should -Be 0
        }
    }
}
