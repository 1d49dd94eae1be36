#Requires -Version 7.4

Describe 'Restore' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
            Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 'web:1.4.2' } -Context @{ region = 'eu' }
            $snapshot = New-RunSnapshot $run
    }

    It 'brings a run back to a snapshot' {
        Set-WorkflowRun $run -StepId test -StepError 'no answer' -Status Failed -RunError 'no answer' -Context @{ region = 'us'; more = 1 } -Result 5
        Restore-RunSnapshot -Snapshot $snapshot -Run $run | Should -BeNullOrEmpty

        $run.Status | Should -Be 'Running'
        $run.StepResults.Keys | Should -Be 'build'
        $run.ExecutionContext.Keys | Should -Be 'region'
        $run.ExecutionContext.region | Should -Be 'eu'
        $run.Error | Should -BeNullOrEmpty
        $run.Result | Should -BeNullOrEmpty
        Compare-RunSnapshot $snapshot $run | Should -BeNullOrEmpty
    }

    It 'keeps the times and counts of logs and events, however often it is done' {
        Restore-RunSnapshot $snapshot -Run $run
        Restore-RunSnapshot $snapshot -Run $run

        $run.Logs.Timestamp | Should -Be $snapshot.Logs.Timestamp
        $run.Events.Count | Should -Be $snapshot.EventCount
    }

    It 'is one change to those who watch' {
        Set-WorkflowRun $run -StepId test -Output 1 -Status Completed
        $seen = [System.Collections.Generic.List[object]]::new()
        $null = $run.Store.Subscribe({ param($before, $after) $seen.Add($after.Status) })
        Restore-RunSnapshot $snapshot -Run $run

        $seen | Should -HaveCount 1
        $seen[0] | Should -Be 'Running'
    }

    It 'makes a run where none is given' {
        $again = $snapshot | Restore-RunSnapshot

        $again | Should -BeOfType PSSnapshots.WorkflowRun
        $again | Should -Not -Be $run
        $again.RunId | Should -Be 'deploy-7'
        $again.StepResults['build'].Output.image | Should -Be 'web:1.4.2'
        Set-WorkflowRun $again -StepId test -Output 1
        $run.StepCount | Should -Be 1
    }

    It 'names the snapshot that a run came from as the parent of its next one' {
        $later = New-RunSnapshot $run
        Restore-RunSnapshot $snapshot -Run $run
        $branch = New-RunSnapshot $run

        $later.ParentId | Should -Be $snapshot.Id
        $branch.ParentId | Should -Be $snapshot.Id
        $branch.Sequence | Should -Be 3
    }

    It 'takes the newest with -Latest' {
        Set-WorkflowRun $run -Status Paused
        $null = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Failed
        Restore-RunSnapshot -Latest -Run $run

        $run.Status | Should -Be 'Paused'
    }

    It 'reports with -Latest a run without snapshots' {
        $fresh = New-WorkflowRun w fresh
        { Restore-RunSnapshot -Latest -Run $fresh -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotFound,PSSnapshots.Commands.RestoreRunSnapshotCommand'
    }

    It 'emits the run with -PassThru' {
        Restore-RunSnapshot $snapshot -Run $run -PassThru | Should -Be $run
    }

    It 'refuses another run or workflow, and changes nothing' {
        $other = New-WorkflowRun deploy deploy-8
        $foreign = New-WorkflowRun rollback deploy-7
        foreach ($target in $other, $foreign) {
            Restore-RunSnapshot $snapshot -Run $target -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed[0].FullyQualifiedErrorId | Should -Be 'RunMismatch,PSSnapshots.Commands.RestoreRunSnapshotCommand'
            $failed[0].CategoryInfo.Category | Should -Be 'InvalidOperation'
            $failed[0].TargetObject | Should -Be $snapshot
            $target.Status | Should -Be 'Initial'
        }
    }

    It 'takes another run with -Force, which keeps its own ids' {
        $other = New-WorkflowRun other other-1
        Restore-RunSnapshot $snapshot -Run $other -Force

        $other.RunId | Should -Be 'other-1'
        $other.WorkflowId | Should -Be 'other'
        $other.Status | Should -Be 'Running'
    }

    It 'emits with -WhatIf the changes that it would make, and makes none' {
        Set-WorkflowRun $run -Context @{ region = 'us' } -StepId test -Output 1
        $plan = Restore-RunSnapshot $snapshot -Run $run -WhatIf

        $plan | Should -BeOfType PSSnapshots.SnapshotChange
        ($plan | Where-Object Path -EQ '/executionContext/region').To | Should -Be 'eu'
        ($plan | Where-Object Path -EQ '/stepResults/test').Kind | Should -Be 'Removed'
        $run.StepCount | Should -Be 2

        Restore-RunSnapshot $snapshot -Run $run
        Restore-RunSnapshot $snapshot -Run $run -WhatIf | Should -BeNullOrEmpty
    }

    It 'reports one who watches and fails, and the run is restored all the same' {
        Set-WorkflowRun $run -Status Failed
        $null = $run.Store.Subscribe({ throw 'the watcher fails' })
        Restore-RunSnapshot $snapshot -Run $run -ErrorAction SilentlyContinue -ErrorVariable failed

        $failed.FullyQualifiedErrorId | Should -Contain 'ObserverFailed,PSSnapshots.Commands.RestoreRunSnapshotCommand'
        $run.Status | Should -Be 'Running'
    }

    It 'carries a run on in a process that never saw it, without the steps that are done' {
        $file = Join-Path $TestDrive 'deploy-7.json'
        $snapshot | Export-RunSnapshot -Path $file
        Clear-RunSnapshot -All
        $again = Import-RunSnapshot $file | Restore-RunSnapshot
        $done = foreach ($step in 'build', 'test') {
            if ($again.StepResults[$step].Status -eq 'Completed') { continue }
            Set-WorkflowRun $again -StepId $step -Output "did $step"
            $step
        }

        $done | Should -Be 'test'
        $again.StepResults['build'].Output.image | Should -Be 'web:1.4.2'
    }

    Context 'undone' {
        It 'puts back what was replaced, and undone again restores again' {
            Set-WorkflowRun $run -Status Failed -StepId test -StepError 'no answer'
            Restore-RunSnapshot $snapshot -Run $run
            Set-WorkflowRun $run -StepId more -Output 1

            Undo-RunSnapshotRestore $run
            $run.Status | Should -Be 'Failed'
            $run.StepResults.Keys | Should -Be 'build', 'test'

            $run | Undo-RunSnapshotRestore -PassThru | Should -Be $run
            $run.StepResults.Keys | Should -Be 'build', 'more'
        }

        It 'is undone for a hashtable too' {
            $held = @{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Status = 'Failed'; Error = 'no answer' }
            Restore-RunSnapshot $snapshot -Run $held
            Undo-RunSnapshotRestore $held

            $held.Status | Should -Be 'Failed'
            $held.Error | Should -Be 'no answer'
        }

        It 'emits with -WhatIf the changes, and makes none' {
            Set-WorkflowRun $run -Status Failed
            Restore-RunSnapshot $snapshot -Run $run

            (Undo-RunSnapshotRestore $run -WhatIf | Where-Object Path -EQ '/status').To | Should -Be 'FAILED'
            $run.Status | Should -Be 'Running'
        }

        It 'keeps what was replaced outside the bound, and lists it by its label alone' {
            Set-WorkflowRun $run -Status Failed
            Restore-RunSnapshot $snapshot -Run $run
            1..20 | ForEach-Object { $null = New-RunSnapshot $run }

            Get-RunSnapshot deploy-7 | Should -HaveCount 10
            (Get-RunSnapshot deploy-7).Label | Should -Not -Contain 'before-restore'
            (Get-RunSnapshot deploy-7 -Label before-restore).Status | Should -Be 'Failed'
        }

        It 'reports that there is nothing to undo' {
            { Undo-RunSnapshotRestore $run -ErrorAction Stop } | Should -Throw -ErrorId 'NothingToUndo,PSSnapshots.Commands.UndoRunSnapshotRestoreCommand'
            $null = Restore-RunSnapshot $snapshot
            { Undo-RunSnapshotRestore $run -ErrorAction Stop } | Should -Throw -ErrorId 'NothingToUndo,PSSnapshots.Commands.UndoRunSnapshotRestoreCommand'
        }
    }
}
