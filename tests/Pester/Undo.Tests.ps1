#Requires -Version 7.4

Describe 'Undo-RunSnapshotRestore' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $class = 'PSSnapshots.Commands.UndoRunSnapshotRestoreCommand'
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        Set-WorkflowRun $run -Status Running -StepId build -Output 1
        $snapshot = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Failed -StepId test -StepError 'no answer'
        $replaced = $run.Store.State
    }

    Context 'A run' {
        BeforeEach {
            Restore-RunSnapshot $snapshot -Run $run
        }

        It 'gets its replaced state back in one change, without output' {
            $seen = [System.Collections.Generic.List[object]]::new()
            $subscription = $run.Store.Subscribe({ param($before, $after) $seen.Add($after) })
            Undo-RunSnapshotRestore -Run $run | Should -BeNullOrEmpty
            $subscription.Dispose()

            [object]::ReferenceEquals($replaced, $run.Store.State) | Should -BeTrue
            $seen | Should -HaveCount 1
            $run.Status | Should -Be 'Failed'
        }

        It 'is restored again by a second undo' {
            $run | Undo-RunSnapshotRestore
            $run | Undo-RunSnapshotRestore
            $run.Status | Should -Be 'Running'
            Compare-RunSnapshot $snapshot $run | Should -BeNullOrEmpty

            $run | Undo-RunSnapshotRestore
            $run.Status | Should -Be 'Failed'
        }

        It 'keeps what was done since the restore for a second undo' {
            Set-WorkflowRun $run -StepId more -Output 3
            Undo-RunSnapshotRestore $run
            $run.StepResults.Keys | Should -BeExactly 'build', 'test'
            Undo-RunSnapshotRestore $run
            $run.StepResults.Keys | Should -BeExactly 'build', 'more'
        }

        It 'is emitted with -PassThru' {
            $emitted = $run | Undo-RunSnapshotRestore -PassThru
            [object]::ReferenceEquals($run, $emitted) | Should -BeTrue
        }

        It 'is not changed with -WhatIf, which emits the changes' {
            $restored = $run.Store.State
            $kept = Get-RunSnapshot deploy-7 -Label before-restore
            $plan = Undo-RunSnapshotRestore $run -WhatIf

            $plan | Should -BeOfType PSSnapshots.SnapshotChange
            $plan | Where-Object Path -NotMatch '^/(logs|events)' | ForEach-Object { "$($_.Kind) $($_.Path)" } | Should -BeExactly 'Changed /status', 'Added /stepResults/test'
            ($plan | Where-Object Path -EQ /status).To | Should -BeExactly 'FAILED'
            [object]::ReferenceEquals($restored, $run.Store.State) | Should -BeTrue
            (Get-RunSnapshot deploy-7 -Label before-restore).Id | Should -BeExactly $kept.Id
        }

        It 'is undone in a pipeline with a run that has nothing to undo, which is reported' {
            $other = New-WorkflowRun deploy deploy-8
            $null = Assert-SingleError { ($other, $run | Undo-RunSnapshotRestore -PassThru).Status } "NothingToUndo,$class" ObjectNotFound -Output Failed
        }

        It 'gets its state back even if an observer fails, and the failure is reported' {
            $subscription = $run.Store.Subscribe({ throw 'the observer fails' })
            $null = Assert-SingleError { Undo-RunSnapshotRestore $run } "ObserverFailed,$class" NotSpecified
            $subscription.Dispose()
            $run.Status | Should -Be 'Failed'
        }

        It 'does not get the state of another workflow' {
            $other = New-WorkflowRun rollback deploy-7
            $null = Assert-SingleError { Undo-RunSnapshotRestore $other } "RunMismatch,$class" InvalidOperation
            $other.Status | Should -Be 'Initial'
        }
    }

    It 'undoes a restore that used another manager with that manager' {
        $manager = New-RunSnapshotManager
        Restore-RunSnapshot $snapshot $run -Manager $manager
        Undo-RunSnapshotRestore $run -Manager $manager
        $run.Status | Should -Be 'Failed'
    }

    It 'undoes a restore into a hashtable' {
        $table = @{ RunId = 'deploy-7'; WorkflowId = 'deploy'; Status = 'Failed'; StepResults = @{ test = @{ Status = 'Failed'; Error = 'no answer' } }; More = 'mine' }
        $before = New-RunSnapshot $table
        Restore-RunSnapshot $snapshot -Run $table
        $table.Status | Should -Be 'Running'

        Undo-RunSnapshotRestore -Run $table
        $table.Status | Should -Be 'Failed'
        $table.StepResults.test.Error | Should -BeExactly 'no answer'
        $table.More | Should -BeExactly 'mine'
        Compare-RunSnapshot $before (New-RunSnapshot $table) | Should -BeNullOrEmpty
    }

    It 'reports that there is nothing to undo <Name>' -ForEach @(
        @{ Name = 'before a restore'; Script = { } }
        @{ Name = 'before a restore, with -PassThru'; Script = { }; Options = @{ PassThru = $true } }
        @{ Name = 'before a restore, with -WhatIf'; Script = { }; Options = @{ WhatIf = $true } }
        @{ Name = 'in a manager that the restore did not use'; Script = { Restore-RunSnapshot $snapshot $run; $Options = @{ Manager = New-RunSnapshotManager } } }
        @{ Name = 'after the run is cleared'; Script = { Restore-RunSnapshot $snapshot $run; Clear-RunSnapshot deploy-7 } }
        @{ Name = 'after the safety snapshot is removed'; Script = { Restore-RunSnapshot $snapshot $run; Get-RunSnapshot deploy-7 -Label before-restore | Remove-RunSnapshot } }
        @{ Name = 'after a restore into a new run'; Script = { $null = Restore-RunSnapshot $snapshot } }
    ) {
        if (-not $Options) { $Options = @{} }
        . $Script
        $failed = Assert-SingleError { Undo-RunSnapshotRestore $run @Options } "NothingToUndo,$class" ObjectNotFound

        $failed.Exception.Message | Should -BeLike '*deploy-7*'
        "$($failed.TargetObject)" | Should -BeLike 'deploy-7*'
    }

    It 'reports <Name>' -ForEach @(
        @{ Name = 'null'; Target = $null; Id = 'NullRun' }
        @{ Name = 'a hashtable without the fields of a run'; Target = @{ RunId = 'x' }; Id = 'NoRunFields' }
    ) {
        $null = Assert-SingleError { Undo-RunSnapshotRestore $Target } "$Id,$class" InvalidArgument
    }

    Context 'The safety snapshot of a restore' {
        It 'is listed only by its label' {
            Restore-RunSnapshot $snapshot $run

            Get-RunSnapshot deploy-7 | Should -HaveCount 1
            (Get-RunSnapshot deploy-7 -Latest).Sequence | Should -Be 1
            (Get-RunSnapshotOption).Manager.GetAll('deploy-7').Count | Should -Be 1
            Get-RunSnapshot deploy-7 -Label before-restore | ForEach-Object { "$($_.Sequence) $($_.Status) $($_.Label)" } | Should -BeExactly '0 Failed before-restore'
            Get-RunSnapshot deploy-7 -Label BEFORE-*, x | ForEach-Object { "$($_.Sequence) $($_.Label)" } | Should -BeExactly '0 before-restore'
            (Get-RunSnapshot deploy-7 -Label * -Latest).Sequence | Should -Be 0
            Get-RunSnapshot deploy-7 -Label before-restore -Sequence 1 | Should -BeNullOrEmpty
        }

        It 'does not count as one of the snapshots of the run' {
            Restore-RunSnapshot $snapshot -Run $run
            1..20 | ForEach-Object { $null = New-RunSnapshot $run }

            (Get-RunSnapshot deploy-7).Sequence | Should -Be (12..21)
            (Get-RunSnapshot deploy-7 -Label before-restore).Status | Should -Be 'Failed'
        }

        It 'is found and cleared if the run has no other snapshot' {
            $manager = New-RunSnapshotManager
            Restore-RunSnapshot $snapshot $run -Manager $manager
            (Get-RunSnapshot deploy-7 -Label before-restore -Manager $manager).Label | Should -BeExactly 'before-restore'

            Clear-RunSnapshot deploy-7 -Manager $manager
            $manager.RunIds | Should -BeNullOrEmpty
        }
    }
}
