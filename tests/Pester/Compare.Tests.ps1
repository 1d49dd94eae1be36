#Requires -Version 7.4

Describe 'Compare-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $class = 'PSSnapshots.Commands.CompareRunSnapshotCommand'
        filter Get-ChangeText { "$($_.Kind) $($_.Path) $($_.StepId)".TrimEnd() }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        $initial = New-RunSnapshot $run
        Set-WorkflowRun $run -Status Running -StepId build -Output @{ image = 'web:1' } -Context @{ region = 'eu' }
        $before = New-RunSnapshot $run
    }

    Context 'Changes' {
        It 'emits an object for each change' {
            $changes = Compare-RunSnapshot -ReferenceSnapshot $initial -DifferenceSnapshot $before

            $changes | Should -BeOfType PSSnapshots.SnapshotChange
            $changes | Where-Object Path -NotMatch '^/(logs|events)' | Get-ChangeText |
                Should -BeExactly 'Changed /status', 'Added /stepResults/build build', 'Added /executionContext/region'
            $changes.Path | Should -Contain '/logs/0'
            $changes.Path | Should -Contain '/events/0'
        }

        It 'emits the values before and after a change' {
            Set-WorkflowRun $run -StepId build -Output @{ image = 'web:2' } -Context @{ tier = 2 }
            $changes = Compare-RunSnapshot $before (New-RunSnapshot $run)

            $image = $changes | Where-Object Path -EQ '/stepResults/build/output/image'
            $image | Get-ChangeText | Should -BeExactly 'Changed /stepResults/build/output/image build'
            $image.From | Should -BeExactly 'web:1'
            $image.To | Should -BeExactly 'web:2'
            $tier = $changes | Where-Object Path -EQ '/executionContext/tier'
            $tier.From | Should -BeNullOrEmpty
            $tier.To | Should -Be 2
            $tier.StepId | Should -BeNullOrEmpty
        }

        It 'emits changes that are filtered by step and kind' {
            Set-WorkflowRun $run -StepId build -StepError 'broken'
            Set-WorkflowRun $run -StepId test -Output 1
            $changes = Compare-RunSnapshot $before $run | Where-Object StepId -EQ build

            $changes.StepId | Select-Object -Unique | Should -BeExactly 'build'
            $changes.Path | Should -Match '^/(stepResults/build|logs|events)'
            $changes | Where-Object Kind -EQ Changed | ForEach-Object Path | Should -BeExactly '/stepResults/build/status'
        }

        It 'emits nothing if nothing differs' {
            Compare-RunSnapshot $before $before | Should -BeNullOrEmpty
            Compare-RunSnapshot $before (New-RunSnapshot $run) | Should -BeNullOrEmpty
        }

        It 'finds no difference between a snapshot and its own import' -Tag Fault19 {
            Set-WorkflowRun $run -InputData @{ at = [datetime]::UtcNow; n = 1.50d } -ExecutionGraph @{ id = 'a' } -Context @{ g = [guid]::NewGuid() }
            Set-WorkflowRun $run -StepId types -Output @{ t = [timespan]'1:2:3'; b = [byte[]](1, 2); n = [double]::NaN }
            try { throw 'no' } catch { Set-WorkflowRun $run -Status Failed -StepId a -StepError $_ -RunError $_ -Log one }
            $snapshot = New-RunSnapshot $run
            $snapshot | Export-RunSnapshot TestDrive:/own.json
            $imported = Import-RunSnapshot TestDrive:/own.json -NoRegister

            Compare-RunSnapshot $snapshot $imported | Should -BeNullOrEmpty
            $json = ConvertTo-RunSnapshotJson $snapshot
            Compare-RunSnapshot $snapshot ($json | ConvertFrom-RunSnapshotJson) | Should -BeNullOrEmpty
            ConvertTo-RunSnapshotJson $imported | Should -BeExactly $json
        }

        It 'escapes step IDs in paths (RFC 6901)' {
            Set-WorkflowRun $run -StepId 'a/b~c' -Output 1
            (Compare-RunSnapshot $before $run).Path | Should -Contain '/stepResults/a~1b~0c'
        }

        It 'accepts a live run, its store and its state as snapshots' {
            Compare-RunSnapshot $before $run | Should -BeNullOrEmpty
            Compare-RunSnapshot $run.Store $before | Should -BeNullOrEmpty
            Compare-RunSnapshot $run.Store.State $before | Should -BeNullOrEmpty
            Compare-RunSnapshot $run $initial | Should -Not -BeNullOrEmpty
        }

        It 'refuses null' {
            $null = Assert-SingleError { Compare-RunSnapshot $null $before } "ParameterArgumentValidationErrorNullNotAllowed,$class" InvalidData -Terminating
        }
    }

    Context 'Every field' {
        BeforeEach {
            $run = New-WorkflowRun w w-1 -InputData 1 -ExecutionGraph @{ id = 1 }
            $empty = New-RunSnapshot (New-WorkflowRun w w-1)
            Set-WorkflowRun $run -StepId a -Output 1 -Context @{ k = 1 } -Result 1 -RunError 'no'
            $before = New-RunSnapshot $run
        }

        It 'reports a change of <Path>' -Tag Fault20 -ForEach @(
            @{ Path = '/status'; Change = @{ Status = 'Paused' } }
            @{ Path = '/input'; Change = @{ InputData = 2 } }
            @{ Path = '/stepResults/a/output'; Change = @{ StepId = 'a'; Output = 2 } }
            @{ Path = '/stepResults/a/error'; Change = @{ StepId = 'a'; StepError = 'x' } }
            @{ Path = '/executionPath'; Change = @{ ExecutionPath = 9 } }
            @{ Path = '/suspendedPaths/a'; Change = @{ StepId = 'a'; SuspendedPath = 9 } }
            @{ Path = '/events/1'; Change = @{ Status = 'Paused' } }
            @{ Path = '/executionGraph/0'; Change = @{ ExecutionGraph = @{ id = 2 } } }
            @{ Path = '/result'; Change = @{ Result = 2 } }
            @{ Path = '/error'; Change = @{ RunError = 'x' } }
            @{ Path = '/logs/1'; Change = @{ Log = 'x' } }
            @{ Path = '/executionContext/k'; Change = @{ Context = @{ k = 2 } } }
        ) {
            Set-WorkflowRun $run @Change
            (Compare-RunSnapshot $before $run).Path | Should -Contain $Path
        }

        It 'reports a first value of <Path>' -ForEach @(
            @{ Path = '/input'; Kind = 'Added'; Change = { Set-WorkflowRun $run -InputData 2 } }
            @{ Path = '/stepResults/x'; Kind = 'Added'; Change = { Set-WorkflowRun $run -StepId x -Output 1 } }
            @{ Path = '/suspendedPaths/x'; Kind = 'Added'; Change = { Set-WorkflowRun $run -StepId x -SuspendedPath 1 } }
            @{ Path = '/events/0'; Kind = 'Added'; Change = { $run.Store.EmitWorkflowEvent('something') } }
            @{ Path = '/executionGraph/0'; Kind = 'Added'; Change = { Set-WorkflowRun $run -ExecutionGraph @{ type = 'step' } } }
            @{ Path = '/result'; Kind = 'Changed'; Change = { Set-WorkflowRun $run -Result 1 } }
            @{ Path = '/error'; Kind = 'Changed'; Change = { Set-WorkflowRun $run -RunError 'broken' } }
            @{ Path = '/logs/0'; Kind = 'Added'; Change = { Set-WorkflowRun $run -Log 'x' } }
            @{ Path = '/executionContext/k'; Kind = 'Added'; Change = { Set-WorkflowRun $run -Context @{ k = 1 } } }
        ) {
            $run = New-WorkflowRun w w-1
            . $Change
            $change = Compare-RunSnapshot $empty $run | Where-Object Path -EQ $Path
            $change.Kind | Should -Be $Kind
            $change.From | Should -BeNullOrEmpty
        }

        It 'compares values, not text' -Tag Fault21 {
            Set-WorkflowRun $run -InputData ([ordered]@{ a = 1; b = 2 })
            $one = New-RunSnapshot $run
            Set-WorkflowRun $run -InputData ([ordered]@{ b = 2; a = 1 })
            Compare-RunSnapshot $one $run | Should -BeNullOrEmpty

            Set-WorkflowRun $run -RunError ([IO.IOException]::new('x'))
            $two = New-RunSnapshot $run
            Set-WorkflowRun $run -RunError ([IO.IOException]::new('y'))
            (Compare-RunSnapshot $two $run).Path | Should -BeExactly '/error/message'
        }
    }

    Context 'Histories' {
        It 'compares each piped snapshot with the one before it of the same run' {
            $other = New-WorkflowRun deploy deploy-8
            $otherFirst = New-RunSnapshot $other
            Set-WorkflowRun $run -Context @{ region = 'us' }
            $third = New-RunSnapshot $run
            Set-WorkflowRun $other -Status Failed
            $otherSecond = New-RunSnapshot $other

            $initial, $otherFirst, $before, $third, $otherSecond | Compare-RunSnapshot | Where-Object Kind -EQ Changed |
                ForEach-Object { "$($_.FromSequence) $($_.ToSequence) $($_.Path)" } |
                Should -BeExactly '1 2 /status', '2 3 /executionContext/region', '1 2 /status'
        }

        It 'reports a piped object that is not a snapshot, and compares the others' {
            Set-WorkflowRun $run -StepId build -Output @{ image = 'web:2' }
            $after = New-RunSnapshot $run
            $failed = Assert-SingleError { $before, 5, $after | Compare-RunSnapshot | Where-Object Kind -EQ Changed | Get-ChangeText } `
                "InputObjectNotBound,$class" InvalidArgument -Output 'Changed /stepResults/build/output/image build'

            $failed.TargetObject | Should -Be 5
        }

        It 'emits a summary for each step of a history' {
            Set-WorkflowRun $run -Log 'more'
            $initial, $before, (New-RunSnapshot $run) | Compare-RunSnapshot -As Summary | Should -HaveCount 2
        }
    }

    Context '-As Summary' {
        It 'has a property for each field that differs' {
            $summary = Compare-RunSnapshot $initial $before -As Summary

            $summary.PSObject.Properties.Name | Should -BeExactly 'Status', 'StepResults', 'Events', 'Logs', 'ExecutionContext'
            $summary.Status.From | Should -Be 'Initial'
            $summary.Status.To | Should -Be 'Running'
            $summary.StepResults.Keys | Should -BeExactly 'build'
            $summary.StepResults['build'].From | Should -BeNullOrEmpty
            $summary.StepResults['build'].To.Output.image | Should -BeExactly 'web:1'
            $summary.ExecutionContext['region'].To | Should -BeExactly 'eu'
        }

        It 'has the step results before and after, and the result' {
            Set-WorkflowRun $run -StepId build -StepStatus Running -Status Completed -Result 'final'
            $summary = Compare-RunSnapshot $before $run -As Summary

            $summary.StepResults['build'].From.Status | Should -Be 'Completed'
            $summary.StepResults['build'].To.Status | Should -Be 'Running'
            $summary.Result.From | Should -BeNullOrEmpty
            $summary.Result.To | Should -BeExactly 'final'
        }

        It 'has no property if nothing differs' {
            $summary = Compare-RunSnapshot $before $before -As Summary
            @($summary) | Should -HaveCount 1
            @($summary.PSObject.Properties) | Should -HaveCount 0
        }
    }
}
