#Requires -Version 7.4

Describe 'Stores' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $state = Join-Path $TestDrive ([guid]::NewGuid())
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        foreach ($label in 'built', 'pushed', 'release-1', 'done') {
            Set-WorkflowRun $run -StepId $label -Output $label
            New-RunSnapshot $run -Label $label | Export-RunSnapshot -Store $state
        }
    }

    It 'lists what is in a folder' {
        (Get-RunSnapshot -Store $state).Sequence | Should -Be 1, 2, 3, 4
        (Get-RunSnapshot deploy-* -Store $state -Latest).Label | Should -Be done
    }

    It 'reads a checkpoint, and the run goes on' {
        Clear-RunSnapshot -All
        $again = Import-RunSnapshot -Store $state -RunId deploy-7 -Latest | Restore-RunSnapshot

        $again.StepResults.Keys | Should -Be built, pushed, release-1, done
        $stored = New-RunSnapshot $again | Export-RunSnapshot -Store $state -PassThru
        $stored.Sequence | Should -Be 5
    }

    It 'takes a path on a drive of the session' {
        $null = New-PSDrive -Name Stores -PSProvider FileSystem -Root $state
        try { (Get-RunSnapshot -Store Stores:/ -Sequence 2).Label | Should -Be pushed }
        finally { Remove-PSDrive Stores }
    }

    It 'removes what need not be kept' {
        Remove-RunSnapshot -Store $state -MaxCount 1 -PinnedLabel release* -WhatIf
        @(Get-RunSnapshot -Store $state).Count | Should -Be 4

        Remove-RunSnapshot -Store $state -MaxCount 1 -PinnedLabel release*
        (Get-RunSnapshot -Store $state).Label | Should -Be release-1, done
    }

    It 'passes a damaged file over with a warning' {
        Set-Content (Get-RunSnapshot -Store $state -Sequence 2).Location ''

        $found = Get-RunSnapshot -Store $state -WarningVariable warnings -WarningAction SilentlyContinue
        $found.Sequence | Should -Be 1, 3, 4
        $warnings.Count | Should -Be 1
    }
}
