#Requires -Version 7.4

Describe 'A command with -WhatIf that would fail' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $definition = { Step a { 1 }; Step ask { if ($null -eq $ResumeData) { Suspend-WorkflowRun } } }
        $store = Join-Path $TestDrive state
        $null = New-WorkflowRun w waiting -Definition $definition | Start-WorkflowRun -Store $store
        $waiting = Import-RunSnapshot -Store $store -RunId waiting -Latest -NoRegister
        $failing = { Step charge -NonIdempotent { throw 'no' } }
        $failed = New-WorkflowRun w failed -Definition $failing | Start-WorkflowRun -Store $store -ErrorAction Ignore
        $isFile = Join-Path $TestDrive file
        Set-Content $isFile ''
        Clear-RunSnapshot -All
        $snapshot = New-WorkflowRun w kept | New-RunSnapshot
        $gone = New-WorkflowRun w gone | New-RunSnapshot
        Remove-RunSnapshot $gone
        $stored = $gone | Export-RunSnapshot -Store $store -PassThru
        Remove-RunSnapshot -StoredSnapshot $stored
        $owned = [PSSnapshots.Storage.MemorySnapshotStore]::new()
        $null = $owned.Save($snapshot)
        $null = $owned.Save($waiting)
        $null = $owned.Acquire('kept')
        $null = $owned.Acquire('waiting')
    }

    AfterAll { Clear-RunSnapshot -All }

    It 'reports <Id>, as without it: <Name>' -ForEach @(
        @{ Name = 'Start a run that has completed'; Id = 'InvalidRunState'; Script = { New-WorkflowRun w -Definition { Step a { 1 } } | Start-WorkflowRun | Start-WorkflowRun -WhatIf } }
        @{ Name = 'Start a run without a definition'; Id = 'DefinitionMissing'; Script = { New-WorkflowRun w | Start-WorkflowRun -WhatIf } }
        @{ Name = 'Start a run that the store has'; Id = 'RunExists'; Script = { New-WorkflowRun w waiting -Definition $definition | Start-WorkflowRun -Store $store -WhatIf } }
        @{ Name = 'Start a run that another process owns'; Id = 'RunLocked'; Script = { New-WorkflowRun w kept -Definition $definition | Start-WorkflowRun -Store $owned -Force -WhatIf } }
        @{ Name = 'Start with a store that is a file'; Id = 'StoreIsFile'; Terminating = $true; Script = { New-WorkflowRun w -Definition $definition | Start-WorkflowRun -Store $isFile -WhatIf } }
        @{ Name = 'Start -Resume another workflow'; Id = 'RunExists'; Script = { New-WorkflowRun other waiting -Definition $definition | Start-WorkflowRun -Store $store -Resume -WhatIf } }
        @{ Name = 'Start -Resume a changed definition'; Id = 'DefinitionChanged'; Script = { New-WorkflowRun w failed -Definition { Step other { 1 } } | Start-WorkflowRun -Store $store -Resume -WhatIf } }
        @{ Name = 'Start -Resume a run that another process owns'; Id = 'RunLocked'; Script = { New-WorkflowRun w waiting -Definition $definition | Start-WorkflowRun -Store $owned -Resume -WhatIf } }
        @{ Name = 'Resume a run that has not begun'; Id = 'InvalidRunState'; Script = { New-WorkflowRun w -Definition $definition | Resume-WorkflowRun -WhatIf } }
        @{ Name = 'Resume a run without a definition'; Id = 'DefinitionMissing'; Script = { Resume-WorkflowRun -RunId waiting -Store $store -WhatIf } }
        @{ Name = 'Resume a run that the store does not have'; Id = 'CheckpointNotFound'; Script = { Resume-WorkflowRun -RunId none -Store $store -Definition $definition -WhatIf } }
        @{ Name = 'Resume with a changed definition'; Id = 'DefinitionChanged'; Script = { Resume-WorkflowRun -RunId waiting -Store $store -Definition { Step other { 1 } } -WhatIf } }
        @{ Name = 'Resume a step that does not wait'; Id = 'InvalidRunOption'; Script = { Resume-WorkflowRun -RunId waiting -Store $store -Definition $definition -StepId a -ResumeData 1 -WhatIf } }
        @{ Name = 'Resume and skip a step that does not exist'; Id = 'InvalidRunOption'; Script = { Resume-WorkflowRun -RunId waiting -Store $store -Definition $definition -SkipStep none -WhatIf } }
        @{ Name = 'Resume with an answer that cannot be kept'; Id = 'UnsupportedValue'; Script = { Resume-WorkflowRun -RunId waiting -Store $store -Definition $definition -ResumeData { } -WhatIf } }
        @{ Name = 'Resume a run that another process owns'; Id = 'RunLocked'; Script = { Resume-WorkflowRun -RunId waiting -Store $owned -Definition $definition -WhatIf } }
        @{ Name = 'Resume a step as a job that may not run twice'; Id = 'NonIdempotentStep'; Script = { Resume-WorkflowRun $failed -AsJob -WhatIf } }
        @{ Name = 'Suspend a run that is not running'; Id = 'RunNotActive'; Script = { Suspend-WorkflowRun (New-WorkflowRun w) -WhatIf } }
        @{ Name = 'Suspend a run at once that is not running'; Id = 'RunNotActive'; Script = { Suspend-WorkflowRun (New-WorkflowRun w) -Now -WhatIf } }
        @{ Name = 'Suspend outside of a step'; Id = 'NotInStep'; Terminating = $true; Script = { Suspend-WorkflowRun -WhatIf } }
        @{ Name = 'Clear a run that does not exist'; Id = 'SnapshotNotFound'; Script = { Clear-RunSnapshot none -WhatIf } }
        @{ Name = 'Remove a snapshot that is not kept'; Id = 'SnapshotNotFound'; Script = { Remove-RunSnapshot $gone -WhatIf } }
        @{ Name = 'Remove a number that does not exist'; Id = 'SnapshotNotFound'; Script = { Remove-RunSnapshot -RunId kept -Sequence 9 -WhatIf } }
        @{ Name = 'Remove a stored snapshot that is gone'; Id = 'SnapshotNotFound'; Script = { Remove-RunSnapshot -StoredSnapshot $stored -WhatIf } }
        @{ Name = 'Remove from a store that does not exist'; Id = 'StoreNotFound'; Script = { Remove-RunSnapshot -Store $TestDrive/none -MaxCount 1 -WhatIf } }
        @{ Name = 'Export over a file with -NoClobber'; Id = 'FileExists'; Script = { Export-RunSnapshot $isFile -Snapshot $snapshot -NoClobber -WhatIf } }
        @{ Name = 'Export to a store in which somebody owns the run'; Id = 'RunLocked'; Script = { Export-RunSnapshot -Store $owned -Snapshot $snapshot -WhatIf } }
        @{ Name = 'Export to a store that is a file'; Id = 'StoreIsFile'; Terminating = $true; Script = { Export-RunSnapshot -Store $isFile -Snapshot $snapshot -WhatIf } }
        @{ Name = 'Import a file that is not a snapshot'; Id = 'InvalidSnapshotFile'; Script = { Import-RunSnapshot $isFile -WhatIf } }
        @{ Name = 'Restore a snapshot of another run'; Id = 'RunMismatch'; Script = { Restore-RunSnapshot $snapshot (New-WorkflowRun w other) -WhatIf } }
        @{ Name = 'Restore the latest snapshot of a run that has none'; Id = 'SnapshotNotFound'; Script = { Restore-RunSnapshot -Latest -Run (New-WorkflowRun w none) -WhatIf } }
        @{ Name = 'Undo without a restore'; Id = 'NothingToUndo'; Script = { Undo-RunSnapshotRestore (New-WorkflowRun w none) -WhatIf } }
        @{ Name = 'Update with a patch that does not apply'; Id = 'PatchFailed'; Script = { Update-RunSnapshot $snapshot '[{"op":"remove","path":"/none"}]' -WhatIf } }
        @{ Name = 'Set an output that cannot be kept'; Id = 'UnsupportedValue'; Script = { Set-WorkflowRun (New-WorkflowRun w) -StepId a -Output { } -WhatIf } }
        @{ Name = 'Capture an object that is not a run'; Id = 'NoRunFields'; Script = { New-RunSnapshot 5 -WhatIf } }
        @{ Name = 'Register with a store that is a file'; Id = 'StoreIsFile'; Terminating = $true; Script = { Register-RunSnapshotTrigger (New-WorkflowRun w) -Store $isFile -WhatIf } }
        @{ Name = 'Unregister a trigger that does not exist'; Id = 'TriggerNotFound'; Script = { Unregister-RunSnapshotTrigger -RunId none -WhatIf } }
    ) {
        $ErrorActionPreference = 'Continue'
        $terminating = $null
        $records = try { & $Script *>&1 } catch { $terminating = $_; $_ }
        $errors = @($records | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })

        $errors | Should -HaveCount 1
        $errors[0].FullyQualifiedErrorId | Should -BeLike "$Id,PSSnapshots.Commands.*"
        [bool]$terminating | Should -Be ([bool]$Terminating)
    }

    It 'changes nothing that is there, and no store of the run' {
        $run = New-WorkflowRun w new -Definition $definition
        Start-WorkflowRun $run -Store $store -WhatIf

        Get-RunSnapshot new -Store $store -ErrorAction Ignore | Should -BeNullOrEmpty
        (Start-WorkflowRun $run).Status | Should -Be 'Suspended'
        Get-RunSnapshot new -Store $store -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'does not report a run that would be asked about' {
        Resume-WorkflowRun $failed -WhatIf -ErrorVariable errors

        $errors | Should -BeNullOrEmpty
        $failed.Status | Should -Be 'Failed'
    }
}
