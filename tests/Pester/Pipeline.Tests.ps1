#Requires -Version 7.4

Describe 'Pipeline' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
            Set-WorkflowRun $run -Status Running
            Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1.4.2' } -Result ([ordered]@{ ok = $true; items = 1, 2 }) -Context ([ordered]@{ region = 'eu'; tier = 2 })
            $null = New-RunSnapshot $run -Label built
            Set-WorkflowRun $run -StepId test -StepStatus Running
            $null = New-RunSnapshot $run
            $null = New-WorkflowRun batch batch-1 | New-RunSnapshot
    }

    Context 'Objects' {
        It 'filters, sorts, groups and selects' {
            Get-RunSnapshot | Where-Object Status -EQ Running | Should -HaveCount 2
            (Get-RunSnapshot | Sort-Object StepCount -Descending)[0].StepCount | Should -Be 2
            (Get-RunSnapshot | Sort-Object RunId, Sequence).RunId | Should -Be 'batch-1', 'deploy-7', 'deploy-7'
            $groups = Get-RunSnapshot | Group-Object RunId
            $groups.Name | Should -Be 'batch-1', 'deploy-7'
            $groups | ForEach-Object Count | Should -Be 1, 2
            $row = Get-RunSnapshot deploy-7 -Latest | Select-Object RunId, Status, @{ Name = 'Image'; Expression = { $_.StepResults['build'].Output.image } }
            $row.Image | Should -Be 'web:1.4.2'
            (Get-RunSnapshot | Measure-Object StepCount -Sum).Sum | Should -Be 3
        }

        It 'enumerates steps, logs and events' {
            $snapshot = Get-RunSnapshot deploy-7 -Latest
            $snapshot.StepResults.Values | Where-Object Status -EQ Completed | ForEach-Object Id | Should -Be 'build'
            ($snapshot.StepResults.GetEnumerator() | ForEach-Object Key) | Should -Be 'build', 'test'
            ($snapshot.Logs | Where-Object StepId -EQ test).StepStatus | Should -Be 'Running'
            ($snapshot.Events | Select-Object -Last 1).Payload.stepId | Should -Be 'test'
        }

        It 'gives an output to ConvertTo-Json' {
            $snapshot = Get-RunSnapshot deploy-7 -Latest
            $snapshot.StepResults['build'].Output | ConvertTo-Json -Compress | Should -Be '{"image":"web:1.4.2"}'
            $snapshot.Output | ConvertTo-Json -Compress | Should -Be '{"ok":true,"items":[1,2]}'
        }

        It 'captures in parallel runspaces, and the session finds it' {
            $runs = 1..8 | ForEach-Object { New-WorkflowRun parallel "parallel-$_" }
            $runs | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:manifest
                foreach ($step in 1..5) {
                    Set-WorkflowRun $_ -StepId "s$step" -Output $step
                    $null = New-RunSnapshot $_
                }
            }

            $found = Get-RunSnapshot parallel-*
            $found | Should -HaveCount 40
            $found | Group-Object RunId | ForEach-Object Count | Should -Be (@(5) * 8)
            (Get-RunSnapshot parallel-3).StepCount | Should -Be 1, 2, 3, 4, 5
        }

        It 'captures a run that other runspaces change meanwhile' {
            $shared = New-WorkflowRun w shared
            $counts = 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:manifest
                $run = $using:shared
                foreach ($n in 1..25) { Set-WorkflowRun $run -StepId "s$_-$n" -Output $n; (New-RunSnapshot $run).LogCount }
            }

            $counts | Should -HaveCount 100
            $shared.StepCount | Should -Be 100
            $shared.Logs.Count | Should -Be 100
        }
    }

    Context 'Csv' {
        It 'makes rows that read back' {
            $file = Join-Path $TestDrive 'history.csv'
            Get-RunSnapshot deploy-7 | Where-Object Status -EQ Running | Export-Csv $file
            $rows = Import-Csv $file

            $rows | Should -HaveCount 2
            $rows.Sequence | Should -Be '1', '2'
            $rows.RunId | Should -Be 'deploy-7', 'deploy-7'
            $rows.WorkflowId | Should -Be 'deploy', 'deploy'
            $rows.Status | Should -Be 'Running', 'Running'
            $rows[0].Label | Should -Be 'built'
            $rows.StepCount | Should -Be '1', '2'
            $rows.CompletedStepCount | Should -Be '1', '1'
            $rows.FailedStepCount | Should -Be '0', '0'
            [DateTimeOffset]::Parse($rows[0].Timestamp).UtcDateTime.Date | Should -Be (Get-RunSnapshot deploy-7)[0].Timestamp.UtcDateTime.Date
        }

        It 'has the flat columns first' {
            $columns = (Get-RunSnapshot | ConvertTo-Csv)[0].Replace('"', '').Split(',')

            $columns[0..13] | Should -Be @(
                'Sequence', 'RunId', 'WorkflowId', 'Status', 'Timestamp', 'Label',
                'StepCount', 'CompletedStepCount', 'FailedStepCount', 'LogCount', 'EventCount', 'Id', 'ParentId', 'Version')
            $columns[14] | Should -Be 'StepResults'
        }

        It 'says in the cell of a collection what is in it' {
            $row = Get-RunSnapshot deploy-7 -Latest | ConvertTo-Csv | ConvertFrom-Csv

            $row.StepResults | Should -Be '2 steps: 1 completed, 1 running'
            $row.Logs | Should -Match '^\d+ logs$'
            $row.Events | Should -Match '^\d+ events$'
            $row.ExecutionContext | Should -Be '2 entries: region, tier'
            $row.ExecutionGraph | Should -Be '0 entries'
            $row.State | Should -Not -Match 'PSSnapshots'
        }

        It 'makes rows of changes, violations, logs and runs' {
            $changes = Get-RunSnapshot deploy-7 | Compare-RunSnapshot | ConvertTo-Csv | ConvertFrom-Csv
            $changes.Path | Should -Contain '/stepResults/test'
            $changes[0].FromSequence | Should -Be '1'
            (Test-RunSnapshot -Json '{}' -Detailed | ConvertTo-Csv | ConvertFrom-Csv)[0].Rule | Should -Be 'required'
            ((Get-RunSnapshot deploy-7 -Latest).Logs | ConvertTo-Csv | ConvertFrom-Csv)[0].Description | Should -Be 'Run status changed to RUNNING'
            ($run | ConvertTo-Csv | ConvertFrom-Csv).StepResults | Should -Be '2 steps: 1 completed, 1 running'
        }
    }
}
