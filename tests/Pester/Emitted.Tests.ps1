#Requires -Version 7.4

Describe 'Emitted objects' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        Clear-RunSnapshot -All
        $run = New-WorkflowRun deploy deploy-7
        Set-WorkflowRun $run -StepId a -Output 1
        Set-WorkflowRun $run -StepId b -StepStatus Running
        Set-WorkflowRun $run -Log one -Context @{ region = 'eu' }
        $snapshot = New-RunSnapshot $run
        $cut = '{"runId":"r","workflowId":"w","status":"FAILED"'

        function Test-Scalar([type] $Type) {
            $Type = [Nullable]::GetUnderlyingType($Type) ?? $Type
            $Type.IsPrimitive -or $Type.IsEnum -or $Type -in [string], [DateTimeOffset], [timespan]
        }
    }

    AfterAll {
        Clear-RunSnapshot -All
    }

    It 'have scalar properties first: <Case>' -ForEach @(
        @{ Case = 'snapshot'; Script = { $snapshot }; Expected = 'Sequence', 'RunId', 'WorkflowId', 'Status', 'Timestamp', 'Label', 'StepCount', 'CompletedStepCount', 'FailedStepCount', 'LogCount', 'EventCount', 'Id', 'ParentId', 'Version' }
        @{ Case = 'run'; Script = { $run }; Expected = 'RunId', 'WorkflowId', 'Status', 'StepCount' }
        @{ Case = 'step result'; Script = { $snapshot.StepResults['a'] }; Expected = 'Id', 'Status' }
        @{ Case = 'log entry'; Script = { $snapshot.Logs[0] }; Expected = 'Timestamp', 'Type', 'Description', 'StepId', 'Status', 'StepStatus' }
        @{ Case = 'event'; Script = { $snapshot.Events[0] }; Expected = 'Type', 'Timestamp', 'RunId', 'WorkflowId', 'Description', 'StepId' }
        @{ Case = 'change'; Script = { (Compare-RunSnapshot $snapshot (New-WorkflowRun w r))[0] }; Expected = 'Kind', 'StepId', 'Path' }
        @{ Case = 'violation'; Script = { ('{}' | Test-RunSnapshot -Detailed)[0] }; Expected = 'Severity', 'Path', 'Rule', 'Message', 'Line', 'Column', 'ByteOffset', 'Source' }
        @{ Case = 'repair'; Script = { $cut | Repair-RunSnapshot }; Expected = 'RunId', 'WorkflowId', 'Status', 'StepCount', 'LogCount', 'EventCount', 'LostCount', 'Path' }
        @{ Case = 'lost part'; Script = { ($cut | Repair-RunSnapshot).Lost[0] }; Expected = 'Path', 'Reason', 'Line', 'Column', 'ByteOffset', 'Length' }
        @{ Case = 'group of changes'; Script = { $snapshot | Compare-RunSnapshot $snapshot -GroupBy Difference }; Expected = 'Count', 'ChangeCount', 'Difference', 'RunIds' }
        @{ Case = 'options'; Script = { Get-RunSnapshotOption }; Expected = 'MaxSnapshots', 'RunCount', 'SnapshotCount', 'FormatVersion' }
        @{ Case = 'trigger'; Script = { $trigger = Register-RunSnapshotTrigger $run 1h; Unregister-RunSnapshotTrigger $trigger; $trigger }; Expected = 'Id', 'RunId', 'On', 'Interval', 'MinInterval', 'SkipUnchanged', 'IsActive', 'SnapshotCount', 'SavedCount', 'MissedCount', 'FailureCount' }
        @{ Case = 'manager'; Script = { New-RunSnapshotManager }; Expected = 'MaxSnapshots', 'Count' }
        @{ Case = 'stored snapshot'; Script = { $snapshot | Export-RunSnapshot -Store $TestDrive/state -PassThru }; Expected = 'RunId', 'WorkflowId', 'Sequence', 'Timestamp', 'Status', 'Label', 'SnapshotId', 'Size', 'Epoch', 'Location' }
    ) {
        $emitted = & $Script
        $scalars = foreach ($property in $emitted.PSObject.Properties) {
            if (-not (Test-Scalar $emitted.GetType().GetProperty($property.Name).PropertyType)) { break }
            $property.Name
        }

        $scalars | Should -BeExactly $Expected
    }

    It 'are converted to a string that says what they contain: <Case>' -ForEach @(
        @{ Case = 'step results'; Script = { $snapshot.StepResults.ToString() }; Expected = '2 steps: 1 completed, 1 running' }
        @{ Case = 'log entries'; Script = { $snapshot.Logs.ToString() }; Expected = '3 logs' }
        @{ Case = 'events'; Script = { $snapshot.Events.ToString() }; Expected = '2 events' }
        @{ Case = 'context'; Script = { $snapshot.ExecutionContext.ToString() }; Expected = '1 entry: region' }
        @{ Case = 'snapshot'; Script = { $snapshot.ToString() }; Expected = 'deploy-7 #1 (Initial, 2 steps: 1 completed, 1 running)' }
        @{ Case = 'run'; Script = { $run.ToString() }; Expected = 'deploy-7 (Initial)' }
        @{ Case = 'step result'; Script = { $snapshot.StepResults['a'].ToString() }; Expected = 'a: Completed' }
    ) {
        & $Script | Should -BeExactly $Expected
    }

    It 'have no collection whose string is the name of its type' {
        $values = foreach ($property in $snapshot.PSObject.Properties) { if ($property.Value -is [System.Collections.IEnumerable]) { $property.Value.ToString() } }

        $values | Should -Not -BeNullOrEmpty
        $values | Should -Not -Match 'PSSnapshots\.'
    }
}
