#Requires -Version 7.4

Describe 'Names with wildcard characters' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        Clear-RunSnapshot -All
        $state = Join-Path $TestDrive state
        $empty = New-RunSnapshotManager
        foreach ($id in 'a[b', 'abc', 'x[1]') { New-WorkflowRun w $id | New-RunSnapshot -Label "[$id" | Export-RunSnapshot -Store $state }
        $run = New-WorkflowRun w waiting -Definition { Step 'f[' { if (-not $ResumeData) { Suspend-WorkflowRun }; $ResumeData }; Step ask { if (-not $ResumeData) { Suspend-WorkflowRun } } } | Start-WorkflowRun
        $trigger = Register-RunSnapshotTrigger (New-WorkflowRun w 'a[b') -Manager $empty
    }

    AfterAll {
        Unregister-RunSnapshotTrigger $trigger
        Clear-RunSnapshot -All
    }

    Context 'A pattern that is not valid is InvalidPattern' {
        It 'with <Name>' -ForEach @(
            @{ Name = 'Get-RunSnapshot'; Script = { Get-RunSnapshot '[' } }
            @{ Name = 'Get-RunSnapshot of a manager without runs'; Script = { Get-RunSnapshot '[' -Manager $empty } }
            @{ Name = 'Get-RunSnapshot -Store'; Script = { Get-RunSnapshot '[' -Store $state } }
            @{ Name = 'Get-RunSnapshot of several'; Script = { $null = Get-RunSnapshot abc, 'a[', 'x[1]' } }
            @{ Name = 'Get-RunSnapshot by pipeline'; Script = { $null = '[a', 'abc' | Get-RunSnapshot } }
            @{ Name = 'Clear-RunSnapshot'; Script = { Clear-RunSnapshot '[' } }
            @{ Name = 'Find-RunSnapshot'; Script = { Find-RunSnapshot /status -RunId '[' } }
            @{ Name = 'Import-RunSnapshot'; Script = { Import-RunSnapshot -Store $state -RunId '[' } }
            @{ Name = 'Remove-RunSnapshot'; Script = { Remove-RunSnapshot -Store $state -RunId '[' -MaxCount 1 } }
            @{ Name = 'Get-RunSnapshotTrigger'; Script = { Get-RunSnapshotTrigger '[' } }
            @{ Name = 'Unregister-RunSnapshotTrigger'; Script = { Unregister-RunSnapshotTrigger '[' } }
            @{ Name = 'Resume-WorkflowRun -StepId'; Script = { Resume-WorkflowRun $run -StepId '[' -ResumeData 1 } }
            @{ Name = 'Resume-WorkflowRun -StepId and an answer for none'; Script = { Resume-WorkflowRun $run -StepId 'ask[' -ResumeData 1 } }
            @{ Name = 'Get-RunSnapshot -Label'; Terminating = $true; Script = { Get-RunSnapshot -Label '[' } }
            @{ Name = 'Get-RunSnapshot -Label -Store'; Terminating = $true; Script = { Get-RunSnapshot -Label '[' -Store $state } }
            @{ Name = 'Remove-RunSnapshot -PinnedLabel'; Terminating = $true; Script = { Remove-RunSnapshot -Store $state -MaxCount 1 -PinnedLabel '[' } }
        ) {
            $class = switch -Regex ($Name) {
                '^Get-RunSnapshotTrigger' { 'GetRunSnapshotTriggerCommand' }
                default { ($Name -split ' ')[0].Replace('-', '') + 'Command' }
            }
            $failure = Assert-SingleError $Script "InvalidPattern,PSSnapshots.Commands.$class" InvalidArgument -Terminating:([bool]$Terminating)

            $failure.Exception | Should -BeOfType PSSnapshots.SnapshotsException
            $run.Status | Should -Be 'Suspended'
        }
    }

    It 'an exact name is not taken for a pattern: <Name>' -ForEach @(
        @{ Name = 'a[b'; Expected = 'a[b' }
        @{ Name = 'x[1]'; Expected = 'x[1]' }
        @{ Name = 'a`[b'; Expected = 'a[b' }
        @{ Name = 'X`[1`]'; Expected = 'x[1]' }
        @{ Name = 'ABC'; Expected = 'abc' }
        @{ Name = '[a]b?'; Expected = 'abc' }
    ) {
        (Get-RunSnapshot $Name).RunId | Should -BeExactly $Expected
        (Get-RunSnapshot $Name -Store $state).RunId | Should -BeExactly $Expected
        (Import-RunSnapshot -RunId $Name -Store $state -NoRegister).RunId | Should -BeExactly $Expected
    }

    It 'a trigger is found by the exact name of its run' {
        (Get-RunSnapshotTrigger 'a[b').Id | Should -Be $trigger.Id
    }

    It '-PinnedLabel takes ranges of characters' {
        $pinned = Join-Path $TestDrive pinned
        foreach ($label in 'a*', 'b', 'c', 'd') { New-WorkflowRun w p | New-RunSnapshot -Label $label | Export-RunSnapshot -Store $pinned }
        Remove-RunSnapshot -Store $pinned -MaxCount 1 -PinnedLabel '[ab]*'

        (Get-RunSnapshot -Store $pinned).Label | Should -BeExactly 'a*', 'b', 'd'
    }

    It 'a waiting step is answered by its exact ID' {
        $waiting = New-WorkflowRun w -Definition { Step 'f[' { if (-not $ResumeData) { Suspend-WorkflowRun }; $ResumeData } } | Start-WorkflowRun

        (Resume-WorkflowRun $waiting -StepId 'f[' -ResumeData yes).Output | Should -Be 'yes'
    }
}
