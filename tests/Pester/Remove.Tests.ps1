#Requires -Version 7.4

Describe 'Remove-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun deploy deploy-7
        $first, $second, $third = $run, $run, $run | New-RunSnapshot
    }

    It 'removes <Name>' -ForEach @(
        @{ Name = 'the snapshot that -Snapshot specifies'; Script = { Remove-RunSnapshot -Snapshot $second }; Left = 1, 3 }
        @{ Name = 'a snapshot by position'; Script = { Remove-RunSnapshot $second }; Left = 1, 3 }
        @{ Name = 'piped snapshots'; Script = { $first, $third | Remove-RunSnapshot }; Left = 2 }
        @{ Name = 'filtered snapshots'; Script = { Get-RunSnapshot deploy-7 | Where-Object Sequence -LT 3 | Remove-RunSnapshot }; Left = 3 }
        @{ Name = 'the snapshots with sequence numbers'; Script = { Remove-RunSnapshot -RunId deploy-7 -Sequence 3, 1 }; Left = 2 }
        @{ Name = 'the snapshot that an import equals'; Script = { $second | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson | Remove-RunSnapshot }; Left = 1, 3 }
        @{ Name = 'none with -WhatIf'; Script = { Get-RunSnapshot | Remove-RunSnapshot -WhatIf }; Left = 1, 2, 3 }
        @{ Name = 'none by number with -WhatIf'; Script = { Remove-RunSnapshot -RunId deploy-7 -Sequence 1 -WhatIf }; Left = 1, 2, 3 }
    ) {
        & $Script | Should -BeNullOrEmpty
        (Get-RunSnapshot deploy-7).Sequence | Should -Be $Left
    }

    It 'leaves the removed snapshot usable' {
        Remove-RunSnapshot $second
        $second.Sequence | Should -Be 2
        "$second" | Should -BeExactly 'deploy-7 #2 (Initial, 0 steps)'
    }

    It 'removes only from the manager that -Manager specifies' {
        $manager = New-RunSnapshotManager
        $other = New-RunSnapshot $run -Manager $manager
        Remove-RunSnapshot $other -Manager $manager

        $manager.Count | Should -Be 0
        Get-RunSnapshot | Should -HaveCount 3
    }

    It 'does not assign a sequence number twice' {
        Remove-RunSnapshot $third
        (New-RunSnapshot $run).Sequence | Should -Be 4
    }

    It 'reports a snapshot that is not kept, and removes the others' {
        $failed = Assert-SingleError { $first, $first, $second | Remove-RunSnapshot } 'SnapshotNotFound,PSSnapshots.Commands.RemoveRunSnapshotCommand' ObjectNotFound

        "$($failed.TargetObject)" | Should -BeExactly 'deploy-7 #1 (Initial, 0 steps)'
        (Get-RunSnapshot).Sequence | Should -Be 3
    }

    It 'reports a sequence number that does not exist, and removes the others' {
        $failed = Assert-SingleError { Remove-RunSnapshot -RunId deploy-7 -Sequence 1, 9, 3 } 'SnapshotNotFound,PSSnapshots.Commands.RemoveRunSnapshotCommand' ObjectNotFound

        $failed.TargetObject | Should -Be 9
        (Get-RunSnapshot).Sequence | Should -Be 2
    }

    It 'does not treat -RunId as a wildcard pattern' {
        $null = Assert-SingleError { Remove-RunSnapshot -RunId deploy-* -Sequence 1 } 'SnapshotNotFound,PSSnapshots.Commands.RemoveRunSnapshotCommand' ObjectNotFound
        Get-RunSnapshot | Should -HaveCount 3
    }

    It 'refuses null' {
        $null = Assert-SingleError { Remove-RunSnapshot $null } 'ParameterArgumentValidationErrorNullNotAllowed,PSSnapshots.Commands.RemoveRunSnapshotCommand' InvalidData -Terminating
    }
}
