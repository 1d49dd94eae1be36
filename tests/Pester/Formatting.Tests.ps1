#Requires -Version 7.4

Describe 'Formatting' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod' }
            $trigger = Register-RunSnapshotTrigger $run -Interval 1.5h -Manager (New-RunSnapshotManager)
            Set-WorkflowRun $run -Status Running
            Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1.4.2' } -Context ([ordered]@{ region = 'eu'; tier = @{ level = 2 } })
            $null = New-RunSnapshot $run -Label built
            Set-WorkflowRun $run -StepId test -StepStatus Running
            Set-WorkflowRun $run -StepId smoke -StepError 'no answer' -Status Failed
            $null = New-RunSnapshot $run
            $null = New-WorkflowRun w other | New-RunSnapshot
    }

    AfterEach {
        $trigger | Unregister-RunSnapshotTrigger
    }

    Context 'At <_> columns' -ForEach 80, 120 {
        BeforeAll {
            $width = $_
            function Get-Text { $input | Out-String -Width $width }
        }

        It 'shows snapshots as a table' {
            $text = Get-RunSnapshot | Get-Text
            $lines = $text.Split("`n").Trim("`r") | Where-Object { $_ }

            $lines[0] | Should -Match '^ +# RunId +Status +Taken +Label +Completed *$'
            $text | Should -Match '(?m)^ +1 deploy-7 +Running +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d built +1/1\s*$'
            $text | Should -Match '(?m)^ +2 deploy-7 +Failed .* 1/3, 1 failed\s*$'
            $lines | ForEach-Object Length | Should -Not -BeGreaterThan $width
        }

        It 'shows a snapshot as a list' {
            $text = Get-RunSnapshot deploy-7 -Latest | Format-List | Get-Text

            $text | Should -Match '(?m)^RunId +: deploy-7\s*$'
            $text | Should -Match 'Steps +: 3 steps: 1 completed, 1 failed, 1 running'
            $text | Should -Match 'Input +: {"env":"prod"}'
            $text | Should -Match 'Context +: {"region":"eu","tier":{"level":2}}'
            $text | Should -Not -Match 'Suspended +:' -Because 'no step waits'
            $text | Should -Not -Match 'System\.|PSSnapshots\.'
        }

        It 'shows all of a snapshot with Format-List *' {
            $text = Get-RunSnapshot deploy-7 -Latest | Format-List * | Get-Text

            foreach ($name in 'Sequence', 'RunId', 'Status', 'Timestamp', 'StepResults', 'Logs', 'ExecutionContext', 'Id') { $text | Should -Match "(?m)^$name +: \S" }
        }

        It 'shows runs as a table' {
            $text = $run | Get-Text

            $text | Should -Match 'RunId +WorkflowId +Status +Completed'
            $text | Should -Match 'deploy-7 +deploy +Failed +1/3, 1 failed'
        }

        It 'shows steps with their outputs as text' {
            $text = (Get-RunSnapshot deploy-7 -Latest).StepResults.Values | Get-Text

            $text | Should -Match 'Id +Status +Output'
            $text | Should -Match 'build +Completed {"image":"web:1.4.2"}'
            $text | Should -Match 'smoke +Failed +no answer'
        }

        It 'shows logs and events with their times' {
            $snapshot = Get-RunSnapshot deploy-7 -Latest
            $snapshot.Logs | Get-Text | Should -Match '\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} Step +build +Step build completed'
            $snapshot.Events | Get-Text | Should -Match '\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} smoke +Step smoke failed'
            $snapshot.Events[-1] | Format-List | Get-Text | Should -Match 'Payload +: {"'
        }

        It 'shows changes with the values before and after' {
            $text = Get-RunSnapshot deploy-7 | Compare-RunSnapshot | Get-Text

            $text | Should -Match 'Snapshots: #1 -> #2'
            $text | Should -Match 'Kind +Path +From +To'
            $text | Should -Match 'Changed +/status +RUNNING +FAILED'
            $text | Should -Match 'Added +/stepResults/test +{"status":"'
            $text | Should -Match 'Added +/logs/\d+ +Step smoke'
            $text | Should -Not -Match 'System\.|PSSnapshots\.|@{'
            Compare-RunSnapshot (Get-RunSnapshot deploy-7 -Sequence 1) $run | Get-Text | Should -Not -Match 'Snapshots:'
        }

        It 'shows violations in full' {
            $text = Test-RunSnapshot -Json '{"version":"99.0"}' -Detailed | Get-Text

            $text | Should -Match 'Rule +Place +Path +Message'
            $text | Should -Match 'required +1:1 /timestamp'
            $text -replace '\s+', '' | Should -Match "writesversion1\.1\.0\."
            $text | Should -Not -Match '…'
        }

        It 'shows triggers' {
            $text = $trigger | Get-Text

            $text | Should -Match 'Id RunId +Interval +Active Snapshots Failures LastError'
            $text | Should -Match 'deploy-7 +1:30:00 +\w+ +\d+ +0'
        }

        It 'shows options and managers' {
            Get-RunSnapshotOption | Get-Text | Should -Match '10 +2 +3 1\.1\.0'
            (Get-RunSnapshotOption).Manager | Get-Text | Should -Match '10 +3 deploy-7, other'
        }

        It 'shows an error in short' {
            $text = $run.StepResults['smoke'].Error | Get-Text
            $text | Should -Match 'Message +: no answer'
            $text | Should -Not -Match 'Details'
        }

        It 'shows a store and a state as a row' {
            $run.Store | Get-Text | Should -Match 'deploy-7 +deploy +Failed +1/3'
            $run.Store.State | Get-Text | Should -Match 'deploy-7 +deploy +Failed +1/3'
        }
    }

    It 'shows a snapshot of another session as any other' {
        $snapshot = Get-RunSnapshot deploy-7 -Latest
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($snapshot))

        $copy | Out-String -Width 120 | Should -BeExactly ($snapshot | Out-String -Width 120)
    }

    It 'shows the columns that are asked for' {
        $text = Get-RunSnapshot deploy-7 | Format-Table Sequence, Status, StepResults -AutoSize | Out-String -Width 120
        $text | Should -Match 'Sequence +Status +StepResults'
    }

    It 'shows a run that has done nothing yet' {
        New-WorkflowRun w odd | New-RunSnapshot | Format-List | Out-String | Should -Match 'Steps +: 0 steps'
    }
}
