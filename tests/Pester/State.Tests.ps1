#Requires -Version 7.4

Describe 'The content of runs and snapshots' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun -WorkflowId deploy -RunId deploy-7 -InputData @{ env = 'prod' } -ExecutionGraph @{ id = 'a' }, @{ id = 'b' }
        Set-WorkflowRun $run -Status Running
        Set-WorkflowRun $run -StepId build -Output @{ image = 'web:1.4.2' } -Context @{ region = 'eu' } -Log built
        New-RunSnapshot $run | Export-RunSnapshot TestDrive:/deploy-7.json
        $snapshot = Import-RunSnapshot TestDrive:/deploy-7.json -NoRegister
    }

    It 'is read as properties of objects' {
        $snapshot.StepResults['build'].Output.image | Should -BeExactly 'web:1.4.2'
        $snapshot.Logs[0].Timestamp | Should -BeOfType DateTimeOffset
        $snapshot.ExecutionContext.region | Should -BeExactly 'eu'
        $snapshot.Input.env | Should -BeExactly 'prod'
    }

    It 'is read from the end of a list with a negative index' {
        $snapshot.Logs[-1].Description | Should -BeExactly 'built'
        $snapshot.Events[-1].Type | Should -Be 'StepStatusUpdate'
        $snapshot.Events[-2].Type | Should -Be 'WorkflowStatusUpdate'
        $snapshot.ExecutionGraph[-1].id | Should -BeExactly 'b'
    }

    It 'is null for <Name>' -ForEach @(
        @{ Name = 'a missing step by index'; Script = { $snapshot.StepResults['missing'] } }
        @{ Name = 'a missing step by property'; Script = { $snapshot.StepResults.missing } }
        @{ Name = 'a missing context value'; Script = { $snapshot.ExecutionContext['missing'] } }
        @{ Name = 'a missing suspended path'; Script = { $snapshot.SuspendedPaths['missing'] } }
        @{ Name = 'a log entry after the last'; Script = { $snapshot.Logs[99] } }
    ) {
        $null -eq (. $Script) | Should -BeTrue
    }

    It 'has steps as properties, and in the order in which they were first reported' {
        $run.StepResults.build.Status | Should -Be 'Completed'

        'b', 'build', 'a' | ForEach-Object { Set-WorkflowRun $run -StepId $_ -Output 1 }
        $run.StepResults.Keys | Should -BeExactly 'build', 'b', 'a'
    }

    It 'does not change if an output that was read is changed' {
        $output = $snapshot.StepResults['build'].Output
        $output.image = 'other'
        $snapshot.StepResults['build'].Output.image | Should -BeExactly 'web:1.4.2'
    }

    It 'refuses to replace <Name>' -ForEach @(
        @{ Name = 'a step'; Script = { $snapshot.StepResults['build'] = $null } }
        @{ Name = 'a context value'; Script = { $snapshot.ExecutionContext['region'] = 'us' } }
        @{ Name = 'a log entry'; Script = { $snapshot.Logs[0] = $null } }
    ) {
        $json = ConvertTo-RunSnapshotJson $snapshot
        $Script | Should -Throw
        ConvertTo-RunSnapshotJson $snapshot | Should -BeExactly $json
    }
}
