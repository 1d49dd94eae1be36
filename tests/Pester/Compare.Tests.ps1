#Requires -Version 7.4

Describe 'Compare' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
            Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 'web:1' }
            $before = New-RunSnapshot $run
    }

    It 'emits nothing where nothing differs' {
        Compare-RunSnapshot $before (New-RunSnapshot $run) | Should -BeNullOrEmpty
    }

    It 'emits an object for each change' {
        Set-WorkflowRun $run -StepId build -Output @{ image = 'web:2' } -Context @{ region = 'eu' }
        $changes = Compare-RunSnapshot $before (New-RunSnapshot $run)

        $changes | Should -BeOfType PSSnapshots.SnapshotChange
        $image = $changes | Where-Object Path -EQ '/stepResults/build/output/image'
        $image.Kind | Should -Be 'Changed'
        $image.StepId | Should -Be 'build'
        $image.From | Should -Be 'web:1'
        $image.To | Should -Be 'web:2'
        $region = $changes | Where-Object Path -EQ '/executionContext/region'
        $region.Kind | Should -Be 'Added'
        $region.From | Should -BeNullOrEmpty
        $region.To | Should -Be 'eu'
        $region.StepId | Should -BeNullOrEmpty
    }

    It 'filters by step' {
        Set-WorkflowRun $run -StepId build -StepError 'broken'
        Set-WorkflowRun $run -StepId test -Output 1
        $changes = Compare-RunSnapshot $before $run | Where-Object StepId -EQ build

        $changes.Path | Should -Match '^/(stepResults/build|logs|events)'
        $changes.Path | Should -Contain '/stepResults/build/status'
    }

    It 'sees a change of <Name>' -ForEach @(
        @{ Name = 'status'; Path = '/status'; Change = { Set-WorkflowRun $run -Status Paused } }
        @{ Name = 'input'; Path = '/input'; Change = { Set-WorkflowRun $run -InputData 2 } }
        @{ Name = 'step results'; Path = '/stepResults/x'; Change = { Set-WorkflowRun $run -StepId x -Output 1 } }
        @{ Name = 'the execution path'; Path = '/executionPath*'; Change = { Set-WorkflowRun $run -ExecutionPath 1 } }
        @{ Name = 'suspended paths'; Path = '/suspendedPaths/x*'; Change = { Set-WorkflowRun $run -StepId x -SuspendedPath 1 } }
        @{ Name = 'events'; Path = '/events/*'; Change = { $run.Store.EmitWorkflowEvent('something') } }
        @{ Name = 'the graph'; Path = '/executionGraph/0*'; Change = { Set-WorkflowRun $run -ExecutionGraph @{ type = 'step' } } }
        @{ Name = 'the result'; Path = '/result'; Change = { Set-WorkflowRun $run -Result 1 } }
        @{ Name = 'the error'; Path = '/error'; Change = { Set-WorkflowRun $run -RunError 'broken' } }
        @{ Name = 'logs'; Path = '/logs/*'; Change = { Set-WorkflowRun $run -Log 'x' } }
        @{ Name = 'context values'; Path = '/executionContext/k'; Change = { Set-WorkflowRun $run -Context @{ k = 1 } } }
    ) {
        . $Change
        (Compare-RunSnapshot $before $run).Path -like $Path | Should -Not -BeNullOrEmpty
    }

    It 'escapes step ids in paths as RFC 6901 says' {
        Set-WorkflowRun $run -StepId 'a/b~c' -Output 1
        (Compare-RunSnapshot $before $run).Path | Should -Contain '/stepResults/a~1b~0c'
    }

    It 'compares a history, each snapshot with the one before of its run' {
        $other = New-WorkflowRun other other-1
        $null = New-RunSnapshot $other
        Set-WorkflowRun $run -Context @{ a = 1 }
        $null = New-RunSnapshot $run
        Set-WorkflowRun $other -Context @{ z = 1 }
        $null = New-RunSnapshot $other
        Set-WorkflowRun $run -Context @{ b = 1 }
        $null = New-RunSnapshot $run
        $changes = Get-RunSnapshot | Sort-Object Timestamp | Compare-RunSnapshot

        $changes | ForEach-Object { "$($_.FromSequence)-$($_.ToSequence) $($_.Path)" } | Sort-Object |
            Should -Be '1-2 /executionContext/a', '1-2 /executionContext/z', '2-3 /executionContext/b'
    }

    It 'sums up as one object' {
        Set-WorkflowRun $run -StepId build -StepStatus Running -Status Completed -Result 'final'
        $summary = Compare-RunSnapshot $before $run -As Summary

        $summary.Status.From | Should -Be 'Running'
        $summary.Status.To | Should -Be 'Completed'
        $summary.StepResults['build'].From.Status | Should -Be 'Completed'
        $summary.StepResults['build'].To.Status | Should -Be 'Running'
        $summary.Result.From | Should -BeNullOrEmpty
        $summary.Result.To | Should -Be 'final'
        $summary.PSObject.Properties.Name | Should -Not -Contain 'ExecutionContext'
    }

    It 'finds a snapshot equal to its own import' {
        Set-WorkflowRun $run -StepId types -Output @{ d = [datetime]::UtcNow; m = 1.50d; t = [timespan]'1:2:3'; g = [guid]::NewGuid(); b = [byte[]](1, 2); n = [double]::NaN }
        $snapshot = New-RunSnapshot $run
        $again = $snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson

        Compare-RunSnapshot $snapshot $again | Should -BeNullOrEmpty
    }

    Context 'options' {
        BeforeEach {
            Set-WorkflowRun $run -Status Failed -StepId build -StepStatus Failed -Output @{ image = 'web:2' }
            $after = New-RunSnapshot $run
        }

        It 'keeps to paths with wildcards, and what is below them' {
            (Compare-RunSnapshot $before $after -Path '/stepResults/*').Path | Should -Be '/stepResults/build/status', '/stepResults/build/output/image'
            (Compare-RunSnapshot $before $after -ExcludePath /logs, /events, '*/output').Path | Should -Be '/status', '/stepResults/build/status'
        }

        It 'cuts at a depth' {
            $changes = Compare-RunSnapshot $before $after -Depth 0 -ExcludePath /logs, /events
            $changes.Path | Should -Be '/status', '/stepResults'
            $changes[1].To.build.output.image | Should -Be 'web:2'
        }

        It 'tells it to people' {
            $lines = Compare-RunSnapshot $before $after -Path '/stepResults/*/output' -As Text
            $lines -replace '\e\[\d*m' | Select-Object -Skip 2 | Should -Be '@@ /stepResults/build/output/image @@ step build', '- "web:1"', '+ "web:2"'
        }

        It 'tells also of what is the same' {
            $same = Compare-RunSnapshot $before $after -IncludeEqual | Where-Object Kind -EQ Equal
            $same.Path | Should -Contain '/runId'
            $same.Path | Should -Not -Contain '/status'
        }

        It 'matches the items of arrays by a key' {
            Set-WorkflowRun $run -StepId list -Output @(@{ sku = 'a' }, @{ sku = 'b' })
            $first = New-RunSnapshot $run
            Set-WorkflowRun $run -StepId list -Output @(@{ sku = 'b'; n = 1 })
            (Compare-RunSnapshot $first $run -Path /stepResults -ArrayKey sku | ForEach-Object { "$($_.Kind) $($_.Path)" }) |
                Should -Be 'Removed /stepResults/list/output/0', 'Added /stepResults/list/output/0/n'
        }
    }

    Context 'many runs' {
        BeforeEach {
            $good, $same, $one, $other = foreach ($image in 'web:1', 'web:1', 'web:2', 'web:2') {
                $each = New-WorkflowRun -WorkflowId deploy -RunId "fleet-$((++$script:fleet))"
                Set-WorkflowRun $each -StepId build -Output @{ image = $image; log = "/logs/$($each.RunId).txt" }
                New-RunSnapshot $each
            }
        }

        It 'puts those together that differ in the same' {
            $groups = $same, $one, $other | Compare-RunSnapshot $good -GroupBy Difference
            $groups | Should -BeOfType PSSnapshots.DifferenceGroup
            $groups | ForEach-Object Count | Should -Be 2, 1
            $groups[0].Snapshots.RunId | Should -Be $one.RunId, $other.RunId
            $groups[0].Changes.Path | Should -Be '/stepResults/build/output/image'
            $groups[1].Difference | Should -Be 'no difference'
        }

        It 'gives a table that one can read' {
            $rows = $one, $other | Compare-RunSnapshot -ReferenceSnapshot $good -GroupBy Difference | ConvertTo-Csv | ConvertFrom-Csv
            $rows.Count | Should -Be '2'
            $rows.RunIds | Should -Be "$($one.RunId), $($other.RunId)"
            $rows.Difference | Should -Be '/stepResults/build/output/image "web:1" -> "web:2"'
            $rows.Snapshots | Should -Be '2 snapshots of 2 runs'
            $rows.Changes | Should -Be '1 change'
        }

        It 'refuses <_>' -ForEach '-As Text', '-IncludeEqual', '-Guarded' {
            { Invoke-Expression "`$one | Compare-RunSnapshot `$good -GroupBy Difference $_" } |
                Should -Throw -ErrorId 'NotWithGroupBy,PSSnapshots.Commands.CompareRunSnapshotCommand'
        }
    }

    It 'has no -Guarded without a patch' {
        { Compare-RunSnapshot $before $run -Guarded } | Should -Throw -ErrorId 'GuardedWithoutPatch,PSSnapshots.Commands.CompareRunSnapshotCommand'
    }

    It 'tells how long a step took' {
        Set-WorkflowRun $run -StepId test -StepStatus Running
        Set-WorkflowRun $run -StepId test -Output 1
        $change = Compare-RunSnapshot $before $run -Path /stepResults/test
        $change.FromDuration | Should -BeNullOrEmpty
        $change.ToDuration | Should -BeOfType timespan
    }
}
