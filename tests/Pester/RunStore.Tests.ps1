#Requires -Version 7.4

Describe 'The methods of a run store' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7
        $store = $run.Store
    }

    It 'set a status by its name' {
        $store.SetStatus('Running')
        $run.Status | Should -Be 'Running'
        $run.Logs[-1].Description | Should -BeExactly 'Run status changed to RUNNING'
    }

    It 'set the output of a step to <Name>' -ForEach @(
        @{ Name = 'a hashtable'; Value = @{ x = 1 } }
        @{ Name = 'a custom object'; Value = [pscustomobject]@{ x = 1 } }
        @{ Name = 'an ordered dictionary'; Value = [ordered]@{ x = 1 } }
    ) {
        $store.UpdateStepResult('build', 'Completed', $Value)
        $run.StepResults['build'].Status | Should -Be 'Completed'
        $run.StepResults['build'].Output.x | Should -Be 1
    }

    It 'copy the result of a step from another run' {
        $store.UpdateStepResult('build', 'Completed', [pscustomobject]@{ x = 1 })
        $other = New-WorkflowRun deploy deploy-8
        $other.Store.UpdateStepResult($run.StepResults['build'])

        "$($other.StepResults['build'])" | Should -BeExactly 'build: Completed'
        $other.StepResults['build'].Output.x | Should -Be 1
    }

    It 'set the error of a step to an error record, with a suspended path' {
        try { throw 'no disk' } catch { $store.UpdateStepResult('build', 'Failed', $null, $_, @(1, 2)) }

        $build = $run.StepResults['build']
        $build.Status | Should -Be 'Failed'
        $build.Error.Message | Should -BeExactly 'no disk'
        $build.SuspendedPath | Should -Be 1, 2
        $run.SuspendedPaths['build'] | Should -Be 1, 2
        $null -eq $build.Output | Should -BeTrue
    }

    It 'add log entries of the run or of a step, with metadata' {
        $store.AddLog('one')
        $store.AddLog('two', [pscustomobject]@{ n = 1 }, 'build')

        $run.Logs.Description | Should -BeExactly 'one', 'two'
        $run.Logs.Type | Should -Be 'Status', 'Step'
        $run.Logs[0].StepId | Should -BeNullOrEmpty
        $run.Logs[1].StepId | Should -BeExactly 'build'
        $run.Logs[1].Metadata.n | Should -Be 1
    }

    It 'set execution paths and suspended paths' {
        $store.UpdateExecutionPath(1, 2)
        $run.ExecutionPath | Should -Be 1, 2
        $store.UpdateExecutionPath(@(3))
        $run.ExecutionPath | Should -Be 3

        $store.UpdateSuspendedPath('a', @(4, 5))
        $store.UpdateSuspendedPath('b', 6)
        $run.SuspendedPaths['a'] | Should -Be 4, 5
        $run.SuspendedPaths['b'] | Should -Be 6
        $store.RemoveSuspendedPath('b')
        $null -eq $run.SuspendedPaths['b'] | Should -BeTrue
    }

    It 'set the execution graph to objects, to one object, or to nothing' {
        $store.SetExecutionGraph(@(@{ id = 'a' }, [pscustomobject]@{ id = 'b'; due = [datetime]'2030-01-02' }))
        $run.ExecutionGraph.Count | Should -Be 2
        $run.ExecutionGraph[-1].id | Should -BeExactly 'b'
        $run.ExecutionGraph[-1].due | Should -Be ([datetime]'2030-01-02')

        $store.SetExecutionGraph(@{ id = 'c' })
        $run.ExecutionGraph.Count | Should -Be 1
        $run.ExecutionGraph[0].id | Should -BeExactly 'c'

        $store.SetExecutionGraph()
        $run.ExecutionGraph.Count | Should -Be 0
    }

    It 'set, return and delete context values' {
        $store.SetContext('k', @{ deep = @{ er = 1 } })
        $store.SetContext('n', $null)
        $store.GetContext('k').deep.er | Should -Be 1
        $store.HasContext('k') | Should -BeTrue
        $store.HasContext('n') | Should -BeTrue
        $null -eq $store.GetContext('n') | Should -BeTrue

        $store.DeleteContext('k')
        $store.HasContext('k') | Should -BeFalse
        $null -eq $store.GetContext('k') | Should -BeTrue
        $store.ClearContext()
        $run.ExecutionContext.Count | Should -Be 0
    }

    It 'set and remove the input, the result and the error' {
        $store.SetInput(@{ a = 1 })
        $run.Input.a | Should -Be 1
        $store.SetResult([pscustomobject]@{ ok = $true })
        $run.Result.ok | Should -BeTrue
        $store.SetError([System.IO.IOException]::new('disk'))
        $run.Error.Type | Should -BeExactly 'System.IO.IOException'
        $store.SetError('text')
        $run.Error.Message | Should -BeExactly 'text'

        $store.SetError($null)
        $null -eq $run.Error | Should -BeTrue
        $store.SetResult($null)
        $null -eq $run.Result | Should -BeTrue
    }

    It 'emit events with the given payload, or with the status' {
        $store.EmitWorkflowEvent('w', @{ a = 1 }, @{ b = 2 })
        $run.Events[-1].Description | Should -BeExactly 'w'
        $run.Events[-1].Payload.a | Should -Be 1
        $run.Events[-1].Metadata.b | Should -Be 2
        $run.Events[-1].StepId | Should -BeNullOrEmpty

        $store.EmitWorkflowEvent('w2')
        $run.Events[-1].Description | Should -BeExactly 'w2'
        $run.Events[-1].Payload.workflowState.status | Should -BeExactly 'INITIAL'

        $store.EmitStepEvent('build', 's', @{ stepId = 'build'; c = 3 })
        $run.Events[-1].Description | Should -BeExactly 's'
        $run.Events[-1].StepId | Should -BeExactly 'build'
        $run.Events[-1].Payload.c | Should -Be 3

        $store.UpdateStepResult('build', 'Completed', 1)
        $store.EmitStepEvent('build', 's')
        $run.Events[-1].Payload.stepStatus | Should -BeExactly 'completed'
    }

    It 'reset a run to the state before its start, with its input' {
        $store.SetInput(1)
        $store.SetStatus('Running')
        $store.UpdateStepResult('build', 'Completed', 1)
        $store.Reset()

        $run.Status | Should -Be 'Initial'
        $run.StepCount | Should -Be 0
        $run.Logs.Count | Should -Be 0
        $run.Input | Should -Be 1
    }

    It 'call a subscribed script block once for each change, until it is disposed' {
        $seen = [System.Collections.Generic.List[string]]::new()
        $subscription = $store.Subscribe({ param($before, $after) $seen.Add("$($before.Status)>$($after.Status)") })
        $store.SetStatus('Running')
        Set-WorkflowRun $run -Status Paused -StepId a -Log one, two
        $subscription.Dispose()
        $store.SetStatus('Failed')

        $seen | Should -BeExactly 'Initial>Running', 'Running>Paused'
    }

    It 'refuse <Name>, and change nothing' -ForEach @(
        @{ Name = 'a script block as the result'; Script = { $store.SetResult({ 1 }) }; Reason = 'ScriptBlock' }
        @{ Name = 'a script block in the context'; Script = { $store.SetContext('k', { 1 }) }; Reason = 'ScriptBlock' }
        @{ Name = 'metadata that is not an object'; Script = { $store.AddLog('text', 5) }; Reason = 'an object, not Number' }
        @{ Name = 'a script block in an output'; Script = { $store.UpdateStepResult('b', 'Completed', @{ a = { 1 } }) }; Reason = '/stepResults/b/output/a' }
        @{ Name = 'a graph entry that is not an object'; Script = { $store.SetExecutionGraph(@(@{}, 5)) }; Reason = '/executionGraph/1' }
    ) {
        $before = $store.State
        $Script | Should -Throw -ExpectedMessage "*$Reason*"
        [object]::ReferenceEquals($before, $store.State) | Should -BeTrue
    }
}
