#Requires -Version 7.4

Describe 'Restore' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1

        $class = 'PSSnapshots.Commands.RestoreRunSnapshotCommand'
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 'web:1.4.2' } -Context @{ region = 'eu' }
        $snapshot = New-RunSnapshot $run
    }

    Context 'into a run' {
        It 'restores the state of the snapshot' {
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

        It 'restores nested context values, from a file too' -Tag Fault05 {
            Set-WorkflowRun $run -Context @{ nested = @{ a = 1 } }
            $later = New-RunSnapshot $run
            $later.ExecutionContext.region | Should -Be 'eu'
            Set-WorkflowRun $run -ClearContext
            Restore-RunSnapshot $later -Run $run
            $later | Export-RunSnapshot $TestDrive/context.json
            $imported = Import-RunSnapshot $TestDrive/context.json | Restore-RunSnapshot

            foreach ($restored in $run, $imported) {
                $restored.ExecutionContext.region | Should -Be 'eu'
                $restored.ExecutionContext.nested.a | Should -Be 1
            }
        }

        It 'restores the input from a file' -Tag Fault08 {
            $started = New-WorkflowRun deploy deploy-8 -InputData @{ env = 'prod'; list = 1, 2 }
            Set-WorkflowRun $started -Status Running
            $captured = New-RunSnapshot $started
            $captured | Export-RunSnapshot $TestDrive/input.json
            $restored = Import-RunSnapshot $TestDrive/input.json -NoRegister | Restore-RunSnapshot

            $restored.Input.env | Should -Be 'prod'
            $restored.Input.list | Should -Be 1, 2
            Compare-RunSnapshot $captured $restored | Should -BeNullOrEmpty
        }

        It 'makes the restored snapshot the parent of the next one' {
            $later = New-RunSnapshot $run
            Restore-RunSnapshot $snapshot -Run $run
            $branch = New-RunSnapshot $run

            $later.ParentId | Should -Be $snapshot.Id
            $branch.ParentId | Should -Be $snapshot.Id
            $branch.Sequence | Should -Be 3
        }

        It 'returns the run with -PassThru' {
            [object]::ReferenceEquals((Restore-RunSnapshot $snapshot $run -PassThru), $run) | Should -BeTrue
        }

        It 'restores the latest snapshot with -Latest' {
            Set-WorkflowRun $run -Status Paused
            $null = New-RunSnapshot $run
            Set-WorkflowRun $run -Status Failed
            Restore-RunSnapshot -Latest -Run $run

            $run.Status | Should -Be 'Paused'
        }

        It 'restores the latest snapshot of the manager that -Manager specifies' {
            $manager = New-RunSnapshotManager
            $null = New-WorkflowRun deploy deploy-7 | New-RunSnapshot -Manager $manager

            (Restore-RunSnapshot -Latest -Run $run -Manager $manager -PassThru).Status | Should -Be 'Initial'
        }

        It 'reports a run without snapshots with -Latest' {
            $fresh = New-WorkflowRun w fresh

            "$((Assert-SingleError { Restore-RunSnapshot -Latest -Run $fresh } "SnapshotNotFound,$class" ObjectNotFound).TargetObject)" | Should -BeExactly 'fresh (Initial)'
        }

        It 'refuses a snapshot of <Case>, and changes nothing' -ForEach @(
            @{ Case = 'another run'; WorkflowId = 'deploy'; RunId = 'deploy-8'; Script = { Restore-RunSnapshot $snapshot -Run $target } }
            @{ Case = 'another run with -PassThru'; WorkflowId = 'deploy'; RunId = 'deploy-8'; Script = { Restore-RunSnapshot $snapshot -Run $target -PassThru } }
            @{ Case = 'another run with -WhatIf'; WorkflowId = 'deploy'; RunId = 'deploy-8'; Script = { Restore-RunSnapshot $snapshot -Run $target -WhatIf } }
            @{ Case = 'another workflow'; WorkflowId = 'rollback'; RunId = 'deploy-7'; Script = { Restore-RunSnapshot $snapshot -Run $target } }
        ) {
            $target = New-WorkflowRun $WorkflowId $RunId
            $before = $target.Store.State

            (Assert-SingleError $Script "RunMismatch,$class" InvalidOperation).TargetObject | Should -Be $snapshot
            [object]::ReferenceEquals($target.Store.State, $before) | Should -BeTrue
        }

        It 'restores a snapshot of another run with -Force, and the run keeps its IDs' {
            $other = New-WorkflowRun other other-1
            Restore-RunSnapshot $snapshot -Run $other -Force

            $other.RunId | Should -Be 'other-1'
            $other.WorkflowId | Should -Be 'other'
            $other.Status | Should -Be 'Running'
        }

        It 'returns the changes with -WhatIf, and makes none' {
            Set-WorkflowRun $run -Status Failed -StepId test -StepError 'no answer' -Context @{ region = 'us' }
            $before = $run.Store.State
            $changes = Restore-RunSnapshot $snapshot -Run $run -WhatIf

            $changes | Should -BeOfType PSSnapshots.SnapshotChange
            $changes | ForEach-Object { "$($_.Kind) $($_.Path)" } | Should -BeExactly @(
                'Changed /status', 'Removed /stepResults/test', 'Removed /events/2', 'Removed /events/3'
                'Removed /logs/2', 'Removed /logs/3', 'Changed /executionContext/region')
            $changes | Where-Object Kind -EQ Changed | ForEach-Object { "$($_.From) -> $($_.To)" } | Should -BeExactly 'FAILED -> RUNNING', 'us -> eu'
            [object]::ReferenceEquals($run.Store.State, $before) | Should -BeTrue
        }

        It 'returns no changes with -WhatIf after a restore' {
            Restore-RunSnapshot $snapshot -Run $run

            Restore-RunSnapshot $snapshot -Run $run -WhatIf | Should -BeNullOrEmpty
        }

        It 'reports an observer that fails, and restores the run' {
            Set-WorkflowRun $run -Status Failed
            $subscription = $run.Store.Subscribe({ throw 'observer' })

            $null = Assert-SingleError { Restore-RunSnapshot $snapshot -Run $run; $run.Status } "ObserverFailed,$class" NotSpecified -Output 'Running'
            $subscription.Dispose()
        }
    }

    Context 'without a run' {
        It 'creates a run that continues from the snapshot' {
            $again = $snapshot | Restore-RunSnapshot

            $again | Should -BeOfType PSSnapshots.WorkflowRun
            [object]::ReferenceEquals($again, $run) | Should -BeFalse
            $again.RunId | Should -Be 'deploy-7'
            $again.Status | Should -Be 'Running'
            $again.StepResults['build'].Output.image | Should -Be 'web:1.4.2'
            Set-WorkflowRun $again -StepId test -Output 1 -Status Completed
            $again.Status | Should -Be 'Completed'
            $run.StepCount | Should -Be 1
        }

        It 'creates a run for each snapshot' {
            ($snapshot, (New-WorkflowRun deploy deploy-8 | New-RunSnapshot) | Restore-RunSnapshot).RunId | Should -Be 'deploy-7', 'deploy-8'
        }

        It 'creates no run with -WhatIf' {
            Restore-RunSnapshot $snapshot -WhatIf | Should -BeNullOrEmpty
        }

        It 'continues a run from a file, without the steps that are completed' {
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
    }
}
