#Requires -Version 7.4

Describe 'Runs' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . $PSScriptRoot/Shared.ps1
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    Context 'New-WorkflowRun' {
        BeforeAll { $class = 'PSSnapshots.Commands.NewWorkflowRunCommand' }

        It 'creates a run that has not started' {
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

        It 'accepts the IDs by position' {
            $run = New-WorkflowRun deploy deploy-7

            $run.WorkflowId | Should -Be 'deploy'
            $run.RunId | Should -Be 'deploy-7'
        }

        It 'creates a unique run ID by default' {
            $ids = 1..20 | ForEach-Object { (New-WorkflowRun deploy).RunId }

            $ids | Select-Object -Unique | Should -HaveCount 20
            $ids | Should -Match '^deploy-[0-9a-f]{12}$'
        }

        It 'binds the properties of piped objects' {
            $runs = "WorkflowId,RunId,InputData`ndeploy,o-1,first`ntest,o-2,second" | ConvertFrom-Csv | New-WorkflowRun

            $runs.WorkflowId | Should -Be 'deploy', 'test'
            $runs.RunId | Should -Be 'o-1', 'o-2'
            $runs.Input | Should -Be 'first', 'second'
        }

        It 'distinguishes no input from a null input' {
            $none = New-WorkflowRun deploy deploy-7
            $null -eq $none.Input | Should -BeTrue

            $none | New-RunSnapshot | ConvertTo-RunSnapshotJson | Should -Not -Match '"input"'
            New-WorkflowRun deploy deploy-8 -InputData $null | New-RunSnapshot | ConvertTo-RunSnapshotJson | Should -Match '"input"'
        }

        It 'keeps the execution graph as it is given' {
            $run = New-WorkflowRun w -ExecutionGraph @{ type = 'step'; step = @{ id = 'build' } }, ([pscustomobject]@{ type = 'parallel' })

            $run.ExecutionGraph.Count | Should -Be 2
            $run.ExecutionGraph[0].step.id | Should -Be 'build'
            $run.ExecutionGraph[1].type | Should -Be 'parallel'
        }

        It 'keeps every entry of the execution graph while the run is in progress' -Tag Fault07 {
            $run = New-WorkflowRun w deploy-7 -ExecutionGraph @{ type = 'step'; id = 'build' }, @{ type = 'step'; id = 'test' }
            Set-WorkflowRun $run -Status Running -StepId build -Output 1 -ExecutionPath 1
            $snapshot = New-RunSnapshot $run

            $snapshot.ExecutionGraph.id | Should -Be 'build', 'test'
            $snapshot | Export-RunSnapshot $TestDrive/a.json
            (Import-RunSnapshot $TestDrive/a.json -NoRegister).ExecutionGraph.id | Should -Be 'build', 'test'
        }

        It 'reports a value that cannot be kept, at <Path>' -ForEach @(
            @{ Script = { New-WorkflowRun deploy deploy-7 -InputData @{ a = { 1 } } }; Path = '/input/a' }
            @{ Script = { New-WorkflowRun deploy deploy-7 -InputData @{ a = @{ b = { 1 } } } }; Path = '/input/a/b' }
            @{ Script = { New-WorkflowRun deploy deploy-7 -ExecutionGraph @{ id = 'a' }, 5 }; Path = '/executionGraph/1' }
        ) {
            $failure = Assert-SingleError $Script "UnsupportedValue,$class" InvalidType

            $failure.Exception.Message | Should -Match "'$Path'"
            $failure.TargetObject | Should -Be 'deploy-7'
        }

        It 'refuses <Case>' -ForEach @(
            @{ Case = 'an empty workflow ID'; Script = { New-WorkflowRun '' } }
            @{ Case = 'an empty run ID'; Script = { New-WorkflowRun deploy '' } }
            @{ Case = 'null as the execution graph'; Script = { New-WorkflowRun deploy -ExecutionGraph $null } }
        ) {
            $null = Assert-SingleError $Script "ParameterArgumentValidationError,$class" InvalidData -Terminating
        }
    }

    Context 'Set-WorkflowRun' {
        BeforeAll { $class = 'PSSnapshots.Commands.SetWorkflowRunCommand' }

        BeforeEach {
            $run = New-WorkflowRun deploy deploy-7
        }

        It 'sets the status, with a log entry and an event' {
            Set-WorkflowRun -Run $run -Status Running

            $run.Status | Should -Be 'Running'
            $run.Logs[-1].Description | Should -BeExactly 'Run status changed to RUNNING'
            $run.Logs[-1].Status | Should -Be 'Running'
            $run.Logs[-1].Type | Should -Be 'Status'
            $run.Events[-1].Description | Should -BeExactly 'Workflow running'
            $run.Events[-1].Type | Should -Be 'WorkflowStatusUpdate'
            $run.Logs[-1].Timestamp | Should -BeGreaterThan ([DateTimeOffset]::UtcNow.AddMinutes(-1))
        }

        It 'sets the status of a step to <Expected> for <Case>' -ForEach @(
            @{ Case = 'an output'; Step = @{ Output = 1 }; Expected = 'Completed' }
            @{ Case = 'the output null'; Step = @{ Output = $null }; Expected = 'Completed' }
            @{ Case = 'an error'; Step = @{ StepError = 'no' }; Expected = 'Failed' }
            @{ Case = 'a suspended path'; Step = @{ SuspendedPath = 1, 2 }; Expected = 'Suspended' }
            @{ Case = 'a step status'; Step = @{ StepStatus = 'Running' }; Expected = 'Running' }
            @{ Case = 'a step status and an output'; Step = @{ StepStatus = 'Running'; Output = 1 }; Expected = 'Running' }
        ) {
            Set-WorkflowRun $run -StepId a @Step

            $run.StepResults['a'].Status | Should -Be $Expected
            $run.Events[-1].StepId | Should -Be 'a'
            $run.Logs[-1].StepId | Should -Be 'a'
        }

        It 'keeps the results of steps in the order in which they are set' {
            Set-WorkflowRun $run -StepId build -StepStatus Running
            Set-WorkflowRun $run -StepId test -Output 12
            Set-WorkflowRun $run -StepId smoke -StepError 'no answer'
            Set-WorkflowRun $run -StepId approve -SuspendedPath 2, 0

            $run.StepResults.Keys | Should -Be 'build', 'test', 'smoke', 'approve'
            $run.StepResults.ToString() | Should -BeExactly '4 steps: 1 completed, 1 failed, 1 running, 1 suspended'
            $run.SuspendedPaths['approve'] | Should -Be 2, 0
        }

        It 'keeps an output and its types' {
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

        It 'accepts an empty step ID, and distinguishes step IDs by case' {
            Set-WorkflowRun $run -StepId '' -Output 1
            Set-WorkflowRun $run -StepId a -Output 2
            Set-WorkflowRun $run -StepId A -Output 3

            $run.StepResults[''].Output | Should -Be 1
            $run.StepResults['a'].Output | Should -Be 2
            $run.StepResults['A'].Output | Should -Be 3
            $run.StepResults.ToString() | Should -BeExactly '3 steps: 3 completed'
        }

        It 'sets, removes and clears context values' {
            Set-WorkflowRun $run -Context @{ region = 'eu' }
            Set-WorkflowRun $run -Context @{ tier = 2 }
            $run.ExecutionContext.Keys | Should -Be 'region', 'tier'
            $run.ExecutionContext.region | Should -Be 'eu'

            Set-WorkflowRun $run -RemoveContext region, missing
            $run.ExecutionContext.Keys | Should -Be 'tier'
            $run.ExecutionContext.region | Should -BeNullOrEmpty
            $run.ExecutionContext.tier | Should -Be 2

            Set-WorkflowRun $run -ClearContext -Context @{ fresh = $true }
            $run.ExecutionContext.Keys | Should -Be 'fresh'
            $run.ExecutionContext.fresh | Should -BeTrue
        }

        It 'adds log entries of the run or of a step' {
            Set-WorkflowRun $run -Log one
            Set-WorkflowRun $run -StepId a -Log two, three -LogMetadata @{ n = 7 }

            $run.Logs.Description | Should -Be 'one', 'two', 'three'
            $run.Logs.Type | Should -Be 'Status', 'Step', 'Step'
            $run.Logs[0].StepId | Should -BeNullOrEmpty
            $run.Logs[0].Metadata | Should -BeNullOrEmpty
            $run.Logs[1, 2].StepId | Should -Be 'a', 'a'
            $run.Logs[1, 2].Metadata.n | Should -Be 7, 7
            $run.StepCount | Should -Be 0
        }

        It 'sets the path, the graph, the input and the result' {
            Set-WorkflowRun $run -ExecutionPath 1, 2 -ExecutionGraph @{ type = 'step' } -InputData 3 -Result @{ ok = $true }

            $run.ExecutionPath | Should -Be 1, 2
            $run.ExecutionGraph[0].type | Should -Be 'step'
            $run.Input | Should -Be 3
            $run.Result.ok | Should -BeTrue
            $run.Output.ok | Should -BeTrue
        }

        It 'sets the error of the run, and removes it' {
            Set-WorkflowRun $run -RunError 'no'
            $run.Error.Message | Should -Be 'no'

            Set-WorkflowRun $run -RunError $null
            $null -eq $run.Error | Should -BeTrue
        }

        It 'makes one change, however many parameters are given' {
            $seen = [System.Collections.Generic.List[object]]::new()
            $subscription = $run.Store.Subscribe({ param($before, $after) $seen.Add($after) })
            Set-WorkflowRun $run -StepId a -Output 1 -Context @{ k = 1 } -Log 'one', 'two' -ExecutionPath 1 -Status Completed -Result 2
            $subscription.Dispose()
            Set-WorkflowRun $run -Log 'after'

            $seen | Should -HaveCount 1
            $seen[0].Status | Should -Be 'Completed'
        }

        It 'reports a value that cannot be kept, at <Path>, and changes nothing' -ForEach @(
            @{ Script = { Set-WorkflowRun $run -Status Running -Context @{ bad = { 1 } } }; Path = '/executionContext/bad' }
            @{ Script = { Set-WorkflowRun $run -Status Running -StepId 'a/b' -Output @{ 'x~y' = { 1 } } }; Path = '/stepResults/a~1b/output/x~0y' }
        ) {
            $failure = Assert-SingleError $Script "UnsupportedValue,$class" InvalidType

            $failure.Exception.Message | Should -Match "'$Path'"
            "$($failure.TargetObject)" | Should -BeExactly 'deploy-7 (Initial)'
            $run.Status | Should -Be 'Initial'
            $run.Logs.Count | Should -Be 0
        }

        It 'requires a step ID with -<_>' -ForEach 'StepStatus', 'Output', 'StepError', 'SuspendedPath' {
            $step = @{ $_ = @{ StepStatus = 'Running'; Output = 1; StepError = 'no'; SuspendedPath = 1 }[$_] }
            $null = Assert-SingleError { Set-WorkflowRun $run @step } "StepIdMissing,$class" InvalidArgument -Terminating

            $run.StepCount | Should -Be 0
        }

        It 'refuses a status that does not exist, and names those that do' {
            $failure = Assert-SingleError { Set-WorkflowRun $run -Status Nope } "ParameterArgumentTransformationError,$class" InvalidData -Terminating

            $failure.Exception.Message | Should -Match 'Initial, Running, Paused, Resumed, Completed, Failed, Suspended'
        }

        It 'reports an observer that fails, and makes the change' {
            $subscription = $run.Store.Subscribe({ throw 'observer' })
            $failure = Assert-SingleError { Set-WorkflowRun $run -Status Running; $run.Status } "ObserverFailed,$class" NotSpecified -Output 'Running'
            $subscription.Dispose()

            $failure.Exception.Message | Should -Match 'observer'
            "$($failure.TargetObject)" | Should -BeExactly 'deploy-7 (Running)'
        }

        It 'changes nothing with -WhatIf' {
            $before = $run.Store.State
            $emitted = Set-WorkflowRun $run -Status Running -StepId a -Output 1 -Log x -WhatIf -PassThru

            [object]::ReferenceEquals($emitted, $run) | Should -BeTrue
            [object]::ReferenceEquals($run.Store.State, $before) | Should -BeTrue
        }

        It 'returns the run with -PassThru only' {
            Set-WorkflowRun $run -Status Running | Should -BeNullOrEmpty
            [object]::ReferenceEquals((Set-WorkflowRun $run -Status Paused -PassThru), $run) | Should -BeTrue
        }

        It 'changes every run of the pipeline' {
            $runs = 'a', 'b' | ForEach-Object { New-WorkflowRun w $_ } | Set-WorkflowRun -Status Running -PassThru

            $runs | ForEach-Object ToString | Should -Be 'a (Running)', 'b (Running)'
        }
    }

}
