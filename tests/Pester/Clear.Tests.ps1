#Requires -Version 7.4

Describe 'Clear-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $class = 'PSSnapshots.Commands.ClearRunSnapshotCommand'
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run, $second, $third, $star = 'a-1', 'a-2', 'b-1', 'a-*' | ForEach-Object { New-WorkflowRun w $_ }
        $null = $run, $run, $second, $third, $star | New-RunSnapshot
    }

    It 'removes the snapshots of <Name>' -ForEach @(
        @{ Name = 'a run'; Script = { Clear-RunSnapshot a-1 }; Left = 'a-2', 'b-1', 'a-*' }
        @{ Name = 'several runs'; Script = { Clear-RunSnapshot -RunId a-1, b-1 }; Left = 'a-2', 'a-*' }
        @{ Name = 'the runs that match a pattern, ignoring case'; Script = { Clear-RunSnapshot A-? }; Left = , 'b-1' }
        @{ Name = 'the run with exactly that ID, even if it is a pattern as well'; Script = { Clear-RunSnapshot a-* }; Left = 'a-1', 'a-2', 'b-1' }
        @{ Name = 'no run if no run matches the pattern'; Script = { Clear-RunSnapshot nothing* }; Left = 'a-1', 'a-2', 'b-1', 'a-*' }
        @{ Name = 'piped run IDs'; Script = { 'a-2', 'b-1' | Clear-RunSnapshot }; Left = 'a-1', 'a-*' }
        @{ Name = 'piped runs'; Script = { $run, $third | Clear-RunSnapshot }; Left = 'a-2', 'a-*' }
        @{ Name = 'the run of a piped snapshot'; Script = { Get-RunSnapshot a-2 | Clear-RunSnapshot }; Left = 'a-1', 'b-1', 'a-*' }
        @{ Name = 'every run with -All'; Script = { Clear-RunSnapshot -All }; Left = @() }
        @{ Name = 'no run with -All:$false'; Script = { Clear-RunSnapshot -All:$false }; Left = 'a-1', 'a-2', 'b-1', 'a-*' }
        @{ Name = 'no run with -WhatIf'; Script = { Clear-RunSnapshot a-1, b-1 -WhatIf }; Left = 'a-1', 'a-2', 'b-1', 'a-*' }
        @{ Name = 'no run with -All -WhatIf'; Script = { Clear-RunSnapshot -All -WhatIf }; Left = 'a-1', 'a-2', 'b-1', 'a-*' }
    ) {
        . $Script | Should -BeNullOrEmpty
        (Get-RunSnapshotOption).Manager.RunIds -join ' ' | Should -BeExactly ($Left -join ' ')
    }

    It 'continues the numbers of a cleared run' {
        Clear-RunSnapshot a-1
        (New-RunSnapshot $run).Sequence | Should -Be 3
    }

    It 'restarts the numbers of every run with -All' {
        Clear-RunSnapshot -All
        (New-RunSnapshot $run).Sequence | Should -Be 1
    }

    It 'clears only the manager that -Manager specifies' {
        $manager = New-RunSnapshotManager
        $null = $run, $third | New-RunSnapshot -Manager $manager
        Clear-RunSnapshot a-1 -Manager $manager
        $manager.RunIds | Should -Be 'b-1'
        Clear-RunSnapshot -All -Manager $manager
        $manager.Count | Should -Be 0

        Get-RunSnapshot a-1 | Should -HaveCount 2
        Get-RunSnapshot | Should -HaveCount 5
    }

    It 'reports a run without snapshots, and clears the others' {
        $failed = Assert-SingleError { Clear-RunSnapshot a-1, missing, b-1 } "SnapshotNotFound,$class" ObjectNotFound

        $failed.TargetObject | Should -BeExactly 'missing'
        (Get-RunSnapshotOption).Manager.RunIds | Should -Be 'a-2', 'a-*'
    }

    It 'refuses null <Name>' -ForEach @(
        @{ Name = 'as an argument'; Script = { Clear-RunSnapshot $null }; Terminating = $true }
        @{ Name = 'from the pipeline'; Script = { $null | Clear-RunSnapshot }; Terminating = $false }
    ) {
        $null = Assert-SingleError $Script "ParameterArgumentValidationErrorNullNotAllowed,$class" InvalidData -Terminating:$Terminating
        Get-RunSnapshot | Should -HaveCount 5
    }
}
