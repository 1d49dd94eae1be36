#Requires -Version 7.4

Describe 'Run' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'New-WorkflowRun' {
        It 'makes a run that has not begun' {
            $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod' }

            $run | Should -BeOfType PSSnapshots.WorkflowRun
            $run.RunId | Should -Be 'deploy-7'
            $run.WorkflowId | Should -Be 'deploy'
            $run.Status | Should -Be 'Initial'
            $run.Input.env | Should -Be 'prod'
            $run.StepCount | Should -Be 0
            $run.Logs.Count | Should -Be 0
            $run.Result | Should -BeNullOrEmpty
            $run.Error | Should -BeNullOrEmpty
        }

        It 'gives each run without an id one of its own' {
            $ids = 1..20 | ForEach-Object { (New-WorkflowRun deploy).RunId }

            $ids | Select-Object -Unique | Should -HaveCount 20
            $ids | Should -Match '^deploy-[0-9a-f]{12}$'
        }

        It 'takes objects by their properties' {
            $runs = "RunId,InputData`no-1,first`no-2,second" | ConvertFrom-Csv | New-WorkflowRun -WorkflowId order

            $runs.RunId | Should -Be 'o-1', 'o-2'
            $runs.Input | Should -Be 'first', 'second'
        }

        It 'keeps the graph as it is given' {
            $run = New-WorkflowRun w -ExecutionGraph @{ type = 'step'; step = @{ id = 'build' } }, ([pscustomobject]@{ type = 'parallel' })

            $run.ExecutionGraph.Count | Should -Be 2
            $run.ExecutionGraph[0].step.id | Should -Be 'build'
            $run.ExecutionGraph[1].type | Should -Be 'parallel'
        }

        It 'reports an input that cannot be kept, with its place' {
            { New-WorkflowRun w r -InputData @{ a = @{ b = { 1 } } } -ErrorAction Stop } |
                Should -Throw -ErrorId 'UnsupportedValue,PSSnapshots.Commands.NewWorkflowRunCommand' -ExpectedMessage "*'/input/a/b'*"
        }
    }

    Context 'Set-WorkflowRun' {
        BeforeEach {
            $run = New-WorkflowRun deploy deploy-7
        }

        It 'sets the status, and tells of it in the log and the events' {
            Set-WorkflowRun $run -Status Running

            $run.Status | Should -Be 'Running'
            $run.Logs[0].Status | Should -Be 'Running'
            $run.Logs[0].Type | Should -Be 'Status'
            $run.Events[-1].Type | Should -Be 'WorkflowStatusUpdate'
            [DateTimeOffset]::UtcNow - $run.Logs[0].Timestamp | Should -BeLessThan ([timespan]'0:1')
        }

        It 'sets step results, whose status follows from what is given' {
            Set-WorkflowRun $run -StepId build -StepStatus Running
            Set-WorkflowRun $run -StepId test -Output 12
            Set-WorkflowRun $run -StepId smoke -StepError 'no answer'
            Set-WorkflowRun $run -StepId approve -SuspendedPath 2, 0

            $run.StepResults.Keys | Should -Be 'build', 'test', 'smoke', 'approve'
            $run.StepResults.Values.Status | Should -Be 'Running', 'Completed', 'Failed', 'Suspended'
            "$($run.StepResults.ToString())" | Should -Be '4 steps: 1 completed, 1 failed, 1 running, 1 suspended'
            $run.SuspendedPaths['approve'] | Should -Be 2, 0
            $run.Logs[-1].StepId | Should -Be 'approve'
        }

        It 'gives an output back as it was given' {
            Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1.4.2'; tags = 'a', 'b'; at = [datetime]'2026-11-23'; size = 1.5d }

            $output = $run.StepResults['build'].Output
            $output | Should -BeOfType hashtable
            $output.image | Should -Be 'web:1.4.2'
            $output.tags | Should -Be 'a', 'b'
            $output.at | Should -BeOfType datetime
            $output.size | Should -BeOfType decimal
        }

        It 'keeps nested custom objects' {
            Set-WorkflowRun $run -StepId build -Output ([pscustomobject]@{ a = [pscustomobject]@{ b = [pscustomobject]@{ c = 1 } } })

            $run.StepResults['build'].Output.a.b.c | Should -Be 1
        }

        It 'tells step ids apart by case' {
            Set-WorkflowRun $run -StepId Build -Output 1
            Set-WorkflowRun $run -StepId build -Output 2

            $run.StepCount | Should -Be 2
            $run.StepResults['Build'].Output | Should -Be 1
        }

        It 'keeps an error record with message, type, position and id' {
            try { [int]'x' } catch { Set-WorkflowRun $run -StepId cast -StepError $_ -Status Failed -RunError $_ }

            $run.Error.Message | Should -Match "Cannot convert value ""x"""
            $run.Error.Type | Should -Not -BeNullOrEmpty
            $run.Error.Position | Should -Match 'Run.Tests.ps1'
            $run.Error.Details.errorId | Should -Be 'InvalidCastFromStringToInteger'
            $run.StepResults['cast'].Error.Message | Should -Be $run.Error.Message
        }

        It 'sets, removes and clears context values' {
            Set-WorkflowRun $run -Context @{ region = 'eu' }
            Set-WorkflowRun $run -Context @{ tier = 2 }
            $run.ExecutionContext.Keys | Should -Be 'region', 'tier'

            Set-WorkflowRun $run -RemoveContext region
            $run.ExecutionContext.Keys | Should -Be 'tier'
            $run.ExecutionContext.region | Should -BeNullOrEmpty

            Set-WorkflowRun $run -ClearContext -Context @{ fresh = $true }
            $run.ExecutionContext.Keys | Should -Be 'fresh'
        }

        It 'adds log entries, of the step where one is given' {
            Set-WorkflowRun $run -Log 'one', 'two' -LogMetadata @{ by = 'me' }
            Set-WorkflowRun $run -StepId build -Log 'three'

            $run.Logs.Description | Should -Be 'one', 'two', 'three'
            $run.Logs[1].Metadata.by | Should -Be 'me'
            $run.Logs[2].StepId | Should -Be 'build'
            $run.StepCount | Should -Be 0
        }

        It 'sets path, graph, input and result' {
            Set-WorkflowRun $run -ExecutionPath 1, 2 -ExecutionGraph @{ type = 'step' } -InputData 3 -Result @{ ok = $true }

            $run.ExecutionPath | Should -Be 1, 2
            $run.ExecutionGraph[0].type | Should -Be 'step'
            $run.Input | Should -Be 3
            $run.Result.ok | Should -BeTrue
            $run.Output.ok | Should -BeTrue
        }

        It 'is one change, whatever it says' {
            $seen = [System.Collections.Generic.List[object]]::new()
            $subscription = $run.Store.Subscribe({ param($before, $after) $seen.Add($after) })
            Set-WorkflowRun $run -StepId a -Output 1 -Context @{ k = 1 } -Log 'x' -Status Completed -Result 2
            $subscription.Dispose()
            Set-WorkflowRun $run -Log 'after'

            $seen | Should -HaveCount 1
            $seen[0].Status | Should -Be 'Completed'
        }

        It 'changes nothing when a value cannot be kept' {
            Set-WorkflowRun $run -Status Running
            { Set-WorkflowRun $run -Status Paused -Context @{ bad = { 1 } } -ErrorAction Stop } |
                Should -Throw -ErrorId 'UnsupportedValue,PSSnapshots.Commands.SetWorkflowRunCommand' -ExpectedMessage "*'/executionContext/bad'*"

            $run.Status | Should -Be 'Running'
        }

        It 'needs the step id for what tells of a step' {
            { Set-WorkflowRun $run -Output 1 } | Should -Throw -ErrorId 'StepIdMissing,PSSnapshots.Commands.SetWorkflowRunCommand'
            { Set-WorkflowRun $run -StepStatus Failed } | Should -Throw -ErrorId 'StepIdMissing,PSSnapshots.Commands.SetWorkflowRunCommand'
        }

        It 'changes nothing with -WhatIf' {
            Set-WorkflowRun $run -Status Running -WhatIf

            $run.Status | Should -Be 'Initial'
        }

        It 'emits the run with -PassThru, and nothing without' {
            Set-WorkflowRun $run -Status Running | Should -BeNullOrEmpty
            Set-WorkflowRun $run -Status Paused -PassThru | Should -Be $run
        }

        It 'changes every run of a pipeline' {
            $runs = 'a', 'b' | ForEach-Object { New-WorkflowRun w $_ }
            $runs | Set-WorkflowRun -Status Running

            $runs.Status | Should -Be 'Running', 'Running'
        }
    }

    Context 'The store' {
        It 'has a method for each change, which takes what scripts have' {
            $run = New-WorkflowRun deploy deploy-7
            $run.Store.SetStatus('Running')
            $run.Store.UpdateStepResult('build', 'Completed', @{ image = 'web' })
            $run.Store.SetContext('region', 'eu')
            $run.Store.AddLog('built')
            $run.Store.SetResult(@{ ok = $true })

            $run.Status | Should -Be 'Running'
            $run.StepResults['build'].Output.image | Should -Be 'web'
            $run.Store.GetContext('region') | Should -Be 'eu'
            $run.Store.HasContext('tier') | Should -BeFalse
            $run.Logs[-1].Description | Should -Be 'built'
            $run.Result.ok | Should -BeTrue
        }
    }
}
