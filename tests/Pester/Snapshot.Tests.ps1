#Requires -Version 7.4

Describe 'Snapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod' }
            Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 'web:1.4.2' } -Context @{ region = 'eu' } -Log 'built'
    }

    Context 'New-RunSnapshot' {
        It 'captures all of the state' {
            $snapshot = New-RunSnapshot $run -Label first

            $snapshot | Should -BeOfType PSSnapshots.Snapshot
            $snapshot.RunId | Should -Be 'deploy-7'
            $snapshot.WorkflowId | Should -Be 'deploy'
            $snapshot.Status | Should -Be 'Running'
            $snapshot.Label | Should -Be 'first'
            $snapshot.Sequence | Should -Be 1
            $snapshot.StepCount | Should -Be 1
            $snapshot.CompletedStepCount | Should -Be 1
            $snapshot.StepResults['build'].Output.image | Should -Be 'web:1.4.2'
            $snapshot.ExecutionContext.region | Should -Be 'eu'
            $snapshot.Input.env | Should -Be 'prod'
            $snapshot.Logs[0].Timestamp | Should -BeOfType DateTimeOffset
            $snapshot.Version | Should -Match '^1\.'
            "$snapshot" | Should -Be 'deploy-7 #1 (Running, 1 step: 1 completed)'
        }

        It 'does not change when the run does' {
            $snapshot = New-RunSnapshot $run
            Set-WorkflowRun $run -StepId build -StepError 'gone' -Status Failed

            $snapshot.Status | Should -Be 'Running'
            $snapshot.StepResults['build'].Output.image | Should -Be 'web:1.4.2'
        }

        It 'does not change when objects that were passed in or read are changed' -Tag Fault06 {
            $output = @{ list = [System.Collections.ArrayList]@(1); deep = @{ er = 1 } }
            $changing = New-WorkflowRun deploy deploy-8 -InputData $output
            Set-WorkflowRun $changing -StepId test -Output $output -Context @{ kept = $output }
            $snapshot = New-RunSnapshot $changing
            $before = $snapshot | ConvertTo-RunSnapshotJson
            $null = $output.list.Add(2)
            $output.deep.er = 2
            $output.more = 3
            $read = $snapshot.StepResults['test'].Output
            $read.deep.er = 9
            $read.list[0] = 9
            $snapshot.Input.deep.er = 9

            $snapshot | ConvertTo-RunSnapshotJson | Should -BeExactly $before
            $snapshot.StepResults['test'].Output.deep.er | Should -Be 1
            $snapshot.StepResults['test'].Output.list | Should -Be 1
        }

        It 'numbers the snapshots of each run, and names the one before' {
            $other = New-WorkflowRun deploy deploy-8
            $first, $second = $run, $run | New-RunSnapshot
            $alone = New-RunSnapshot $other

            $first.Sequence, $second.Sequence, $alone.Sequence | Should -Be 1, 2, 1
            $second.ParentId | Should -Be $first.Id
            $alone.ParentId | Should -BeNullOrEmpty
            $second.Id | Should -BeGreaterThan $first.Id
        }

        It 'takes the newest ten of a run, unless said otherwise' {
            1..12 | ForEach-Object { $null = New-RunSnapshot $run -Label "l$_" }

            (Get-RunSnapshot deploy-7).Label | Should -Be (3..12 | ForEach-Object { "l$_" })
        }

        It 'takes hashtables and objects that are shaped like a run' {
            $snapshots = @(
                @{ workflowId = 'w'; runId = 'h'; status = 'PAUSED'; stepResults = @{ a = @{ status = 'completed'; output = 1 } }; logs = , @{ timestamp = 0; description = 'x' } }
                [pscustomobject]@{ WorkflowId = 'w'; RunId = 'o' }
            ) | New-RunSnapshot

            $snapshots.RunId | Should -Be 'h', 'o'
            $snapshots[0].Status | Should -Be 'Paused'
            $snapshots[0].StepResults['a'].Output | Should -Be 1
            $snapshots[0].Logs[0].Timestamp | Should -Be ([DateTimeOffset]::UnixEpoch)
            $snapshots[1].Status | Should -Be 'Initial'
        }

        It 'takes a store, a state and a snapshot' {
            $snapshot = New-RunSnapshot $run
            (New-RunSnapshot $run.Store).StepCount | Should -Be 1
            (New-RunSnapshot $run.Store.State).StepCount | Should -Be 1
            (New-RunSnapshot $snapshot).StepCount | Should -Be 1
        }

        It 'takes none with -WhatIf' {
            New-RunSnapshot $run -WhatIf | Should -BeNullOrEmpty
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'says with -Verbose and -Debug what it captured, how large and how long' {
            $messages = New-RunSnapshot $run -Verbose -Debug 4>&1 5>&1 | Where-Object { $_ -isnot [PSSnapshots.Snapshot] }

            "$messages" | Should -Match 'Captured deploy-7 #1'
            "$messages" | Should -Match 'µs'
            "$messages" | Should -Match '\d+ bytes'
            "$messages" | Should -Match 'steps: build'
        }
    }

    Context 'New-RunSnapshot -Property' {
        BeforeAll { $job = [pscustomobject]@{ Id = 'job-5'; Kind = 'backup'; State = 'Running'; Done = @{ copy = 3 } } }

        It 'finds the fields of a run under other names, and computes them' {
            $snapshot = $job | New-RunSnapshot -Property @{
                RunId = 'Id'; WorkflowId = 'Kind'; Status = { $_.State }
                StepResults = { @{ copy = @{ Status = 'Completed'; Output = $_.Done.copy } } }
            }
            "$($snapshot.RunId) $($snapshot.WorkflowId) $($snapshot.Status)" | Should -Be 'job-5 backup Running'
            $snapshot.StepResults['copy'].Output | Should -Be 3
        }

        It 'refuses a field that a run does not have' {
            { $job | New-RunSnapshot -Property @{ Nothing = 'Id' } -ErrorAction Stop } |
                Should -Throw -ErrorId 'UnknownRunField,PSSnapshots.Commands.NewRunSnapshotCommand'
        }
    }

    Context 'Remove-RunSnapshot' {
        BeforeEach {
            $first, $second, $third = $run, $run, $run | New-RunSnapshot
        }

        It 'lets one go, and keeps the numbers of the others' {
            $second | Remove-RunSnapshot

            (Get-RunSnapshot deploy-7).Sequence | Should -Be 1, 3
            (New-RunSnapshot $run).Sequence | Should -Be 4
            $second.StepCount | Should -Be 1
        }

        It 'lets them go by number, and reports one that is not there' {
            Remove-RunSnapshot -RunId deploy-7 -Sequence 1, 9, 3 -ErrorAction SilentlyContinue -ErrorVariable failed

            (Get-RunSnapshot deploy-7).Sequence | Should -Be 2
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,PSSnapshots.Commands.RemoveRunSnapshotCommand'
            $failed[0].TargetObject | Should -Be 9
        }

        It 'reports a snapshot that is not kept' {
            $first | Remove-RunSnapshot
            { $first | Remove-RunSnapshot -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotFound,PSSnapshots.Commands.RemoveRunSnapshotCommand'
        }

        It 'lets none go with -WhatIf' {
            Get-RunSnapshot | Remove-RunSnapshot -WhatIf
            Get-RunSnapshot | Should -HaveCount 3
        }
    }
}
