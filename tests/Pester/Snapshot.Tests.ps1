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

    Context 'Get-RunSnapshot' {
        BeforeEach {
            $null = New-RunSnapshot $run -Label built
            $null = New-RunSnapshot $run -Label tested
            $null = New-WorkflowRun deploy deploy-8 | New-RunSnapshot -Label built
            $null = New-WorkflowRun other other-1 | New-RunSnapshot
        }

        It 'gives all where no run is named' {
            Get-RunSnapshot | Should -HaveCount 4
        }

        It 'gives a run''s snapshots, newest last' {
            (Get-RunSnapshot deploy-7).Sequence | Should -Be 1, 2
        }

        It 'takes wildcards, whatever the case' {
            (Get-RunSnapshot DEPLOY-*).RunId | Should -Be 'deploy-7', 'deploy-7', 'deploy-8'
            Get-RunSnapshot nothing-* | Should -BeNullOrEmpty
        }

        It 'gives the newest of each run with -Latest' {
            (Get-RunSnapshot deploy-* -Latest | ForEach-Object ToString) | Should -Be 'deploy-7 #2 (Running, 1 step: 1 completed)', 'deploy-8 #1 (Initial, 0 steps)'
        }

        It 'gives those of a number or a label' {
            (Get-RunSnapshot deploy-7 -Sequence 2, 9).Label | Should -Be 'tested'
            (Get-RunSnapshot -Label BUI*).RunId | Should -Be 'deploy-7', 'deploy-8'
            (Get-RunSnapshot -Label built -Latest).Sequence | Should -Be 1, 1
        }

        It 'takes runs from the pipeline, by their RunId' {
            (@{ RunId = 'deploy-8' } | ForEach-Object { [pscustomobject]$_ } | Get-RunSnapshot).RunId | Should -Be 'deploy-8'
            ($run | Get-RunSnapshot -Latest).Sequence | Should -Be 2
        }

        It 'takes an id with wildcard characters as it is' {
            $null = New-WorkflowRun w 'r[1]' | New-RunSnapshot
            $null = New-WorkflowRun w 'r1' | New-RunSnapshot

            (Get-RunSnapshot 'r[1]').RunId | Should -Be 'r[1]'
        }

        It 'reports a run that is not there, and goes on' {
            $found = Get-RunSnapshot nothing, deploy-8 -ErrorAction SilentlyContinue -ErrorVariable failed

            $found.RunId | Should -Be 'deploy-8'
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,PSSnapshots.Commands.GetRunSnapshotCommand'
            $failed[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $failed[0].TargetObject | Should -Be 'nothing'
        }

        It 'completes run ids' {
            $line = 'Get-RunSnapshot -RunId dep'
            $found = TabExpansion2 $line $line.Length

            $found.CompletionMatches.ListItemText | Should -Be 'deploy-7', 'deploy-8'
        }
    }

    Context 'Get-RunSnapshot -At' {
        It 'gets the latest of each run that is not after a time' {
            $first = New-RunSnapshot $run
            Start-Sleep -Milliseconds 30
            $second = New-RunSnapshot $run

            (Get-RunSnapshot deploy-7 -At $first.Timestamp.AddMilliseconds(10)).Id | Should -Be $first.Id
            (Get-RunSnapshot deploy-7 -At $second.Timestamp).Id | Should -Be $second.Id
            (Get-RunSnapshot deploy-7 -At (Get-Date)).Id | Should -Be $second.Id
            Get-RunSnapshot deploy-7 -At $first.Timestamp.AddMilliseconds(-1) | Should -BeNullOrEmpty
        }
    }

    Context 'Clear-RunSnapshot' {
        BeforeEach {
            $null = $run, $run | New-RunSnapshot
            $null = New-WorkflowRun other other-1 | New-RunSnapshot
        }

        It 'empties one run' {
            Clear-RunSnapshot deploy-7

            (Get-RunSnapshot).RunId | Should -Be 'other-1'
            (New-RunSnapshot $run).Sequence | Should -Be 3
        }

        It 'empties runs by wildcards and from the pipeline' {
            Clear-RunSnapshot deploy-*
            'other-1' | Clear-RunSnapshot
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'empties all, and numbers begin anew' {
            Clear-RunSnapshot -All
            Get-RunSnapshot | Should -BeNullOrEmpty
            (New-RunSnapshot $run).Sequence | Should -Be 1
        }

        It 'empties none with -WhatIf' {
            Clear-RunSnapshot -All -WhatIf
            Clear-RunSnapshot deploy-7 -WhatIf
            Get-RunSnapshot | Should -HaveCount 3
        }

        It 'reports a run that is not there' {
            { Clear-RunSnapshot nothing -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotNotFound,PSSnapshots.Commands.ClearRunSnapshotCommand'
        }
    }
}
