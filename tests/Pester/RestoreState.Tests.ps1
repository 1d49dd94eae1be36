#Requires -Version 7.4

Describe 'The state that Restore-RunSnapshot restores' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        # Returns a run that is restored from an export of the given run.
        function Restore-FromFile($Run) {
            New-RunSnapshot $Run | Export-RunSnapshot TestDrive:/run.json
            Import-RunSnapshot TestDrive:/run.json -NoRegister | Restore-RunSnapshot
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -ExecutionGraph @{ id = 'build' }
        $initial = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Running -StepId build -Output 1 -Context @{ region = 'eu' } -Log one
        $snapshot = New-RunSnapshot $run
    }

    It 'has the times of the original logs and events' -Tag Fault12 {
        function Get-Times($Of) { "$($Of.Logs.Timestamp.UtcTicks) $($Of.Events.Timestamp.UtcTicks)" }
        $expected = Get-Times $snapshot
        $expected | Should -Match '^(\d{15,} ?){5}$'
        Get-Times (Restore-FromFile $run) | Should -BeExactly $expected

        Set-WorkflowRun $run -Log more
        Restore-RunSnapshot $snapshot -Run $run
        Get-Times $run | Should -BeExactly $expected
    }

    It 'has no more logs and events after a second restore' -Tag Fault13 {
        Restore-RunSnapshot $snapshot -Run $run
        $run.Logs.Count | Should -Be 3
        $run.Events.Count | Should -Be 2
        $once = New-RunSnapshot $run

        Restore-RunSnapshot $snapshot -Run $run
        $run.Logs.Count | Should -Be 3
        $run.Events.Count | Should -Be 2
        Compare-RunSnapshot $once $run | Should -BeNullOrEmpty
    }

    It 'has the status and result of the snapshot, not those of a later event' -Tag Fault14 {
        Set-WorkflowRun $run -Status Paused -Result 5
        $run.Store.EmitWorkflowEvent('later', @{ workflowState = @{ status = 'FAILED'; result = 9 } })
        $restored = Restore-FromFile $run

        $restored.Status | Should -Be 'Paused'
        $restored.Result | Should -Be 5
    }

    It 'has the status of the snapshot if an event has no workflow state' -Tag Fault15 {
        Set-WorkflowRun $run -Status Suspended
        $run.Store.EmitWorkflowEvent('bare', @{ other = 1 })

        (Restore-FromFile $run).Status | Should -Be 'Suspended'
    }

    It 'has no result, error or step that the snapshot does not have' -Tag Fault16 {
        Set-WorkflowRun $run -Status Failed -Result 5 -RunError 'no'
        Restore-RunSnapshot $initial -Run $run

        $null -eq $run.Result | Should -BeTrue
        $null -eq $run.Error | Should -BeTrue
        $run.StepCount | Should -Be 0
    }

    It 'is not restored into a run of another workflow' -Tag Fault17 {
        $other = New-WorkflowRun rollback deploy-8
        $before = $other.Store.State

        $null = Assert-SingleError { Restore-RunSnapshot $snapshot -Run $other } 'RunMismatch,PSSnapshots.Commands.RestoreRunSnapshotCommand' InvalidOperation
        [object]::ReferenceEquals($before, $other.Store.State) | Should -BeTrue
    }

    It 'is restored into a run of another workflow with -Force, and its events keep their run ID' -Tag Fault17 {
        $other = New-WorkflowRun rollback deploy-8
        Restore-RunSnapshot $snapshot -Run $other -Force

        $other.RunId | Should -BeExactly 'deploy-8'
        $other.WorkflowId | Should -BeExactly 'rollback'
        $other.Events[0].RunId | Should -BeExactly 'deploy-7'
    }

    It 'is seen by observers in one change' -Tag Fault18 {
        Set-WorkflowRun $run -Status Failed -StepId test -StepError 'no' -ClearContext -RunError 'no'
        $seen = [System.Collections.Generic.List[string]]::new()
        $subscription = $run.Store.Subscribe({ param($before, $after) $seen.Add("$($before.Status) $($after.Status)") })
        Restore-RunSnapshot $snapshot -Run $run
        $subscription.Dispose()

        $seen | Should -BeExactly 'Failed Running'
    }

    It 'can come from an import, which adds its snapshot to the history' -Tag Fault23 {
        $snapshot | Export-RunSnapshot TestDrive:/imported.json
        Clear-RunSnapshot -All
        $null = Import-RunSnapshot TestDrive:/imported.json
        (Get-RunSnapshot deploy-7).Id | Should -BeExactly $snapshot.Id

        Set-WorkflowRun $run -Status Failed
        Restore-RunSnapshot -Latest -Run $run
        Compare-RunSnapshot $snapshot $run | Should -BeNullOrEmpty
    }
}
