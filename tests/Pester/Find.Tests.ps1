#Requires -Version 7.4

Describe 'Find-RunSnapshot' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)
        $class = 'PSSnapshots.Commands.FindRunSnapshotCommand'
        filter Get-Name { "$($_.RunId) $($_.Sequence)" }
    }

    # The status of step a/b of run a-1: running, failed, running, failed, completed.
    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun deploy a-1
        $other = New-WorkflowRun deploy b-1
        foreach ($status in 'Running', 'Failed', 'Running', 'Failed', 'Completed') {
            Set-WorkflowRun $run -StepId a/b -StepStatus $status
            if ($status -eq 'Completed') {
                $output = @{ n = 1.0; text = 'Yes'; ok = $true; none = $null; list = 1, 2; digits = '5'; id = [guid]::Empty }
                Set-WorkflowRun $run -StepId a/b -Output $output -Context @{ region = 'eu' } -ExecutionPath 1, 2
            }
            $null = New-RunSnapshot $run
        }
        Set-WorkflowRun $other -Status Paused -StepId a/b -StepStatus Failed
        $null = New-RunSnapshot $other
    }

    # In each row, '.' is replaced by the path of the step.
    It 'finds the first snapshot of each run that has <Name>' -ForEach @(
        @{ Name = 'a status as JSON spells it'; Search = './status', 'failed'; Expected = 'a-1 2', 'b-1 1' }
        @{ Name = 'a status as PowerShell shows it'; Search = './status', 'Failed'; Expected = 'a-1 2', 'b-1 1' }
        @{ Name = 'a status as an enum value'; Search = './status', 'Completed'; As = 'PSSnapshots.StepStatus'; Expected = 'a-1 5' }
        @{ Name = 'a status that comes back later'; Search = './status', 'Running'; Expected = 'a-1 1' }
        @{ Name = 'a status that no step has'; Search = './status', 'suspended'; Expected = @() }
        @{ Name = 'a run status as JSON spells it'; Search = '/status', 'PAUSED'; Expected = 'b-1 1' }
        @{ Name = 'a run status as PowerShell shows it'; Search = '/status', 'Paused'; Expected = 'b-1 1' }
        @{ Name = 'anything at a path'; Search = , '/status'; Expected = 'a-1 1', 'b-1 1' }
        @{ Name = 'anything at a path that appears later'; Search = , './output'; Expected = 'a-1 5' }
        @{ Name = 'a number of another type'; Search = './output/n', 1; Expected = 'a-1 5' }
        @{ Name = 'a number as text'; Search = './output/n', '1.00'; Expected = 'a-1 5' }
        @{ Name = 'another number'; Search = './output/n', 2; Expected = @() }
        @{ Name = 'text that is not a number'; Search = './output/n', 'one'; Expected = @() }
        @{ Name = 'digits that are text'; Search = './output/digits', 5; Expected = 'a-1 5' }
        @{ Name = 'text'; Search = './output/text', 'Yes'; Expected = 'a-1 5' }
        @{ Name = 'text in another case'; Search = './output/text', 'yes'; Expected = @() }
        @{ Name = 'true'; Search = './output/ok', $true; Expected = 'a-1 5' }
        @{ Name = 'true as text'; Search = './output/ok', 'true'; Expected = 'a-1 5' }
        @{ Name = 'false'; Search = './output/ok', $false; Expected = @() }
        @{ Name = 'anything, null included'; Search = , './output/none'; Expected = 'a-1 5' }
        @{ Name = 'null'; Search = './output/none', $null; Expected = 'a-1 5' }
        @{ Name = 'null if there is no value'; Search = './output/missing', $null; Expected = @() }
        @{ Name = 'an array item'; Search = './output/list/1', 2; Expected = 'a-1 5' }
        @{ Name = 'an array item by an index with a leading zero'; Search = './output/list/01', 2; Expected = @() }
        @{ Name = 'an array'; Search = './output/list', (1, 2); Expected = 'a-1 5' }
        @{ Name = 'a guid'; Search = './output/id', [guid]::Empty; Expected = 'a-1 5' }
        @{ Name = 'a context value'; Search = '/executionContext/region', 'eu'; Expected = 'a-1 5' }
        @{ Name = 'an item of the execution path'; Search = '/executionPath/1', 2; Expected = 'a-1 5' }
        @{ Name = 'a number of log entries'; Search = , '/logs/2'; Expected = 'a-1 3' }
        @{ Name = 'a field of a log entry'; Search = '/logs/0/stepStatus', 'Running'; Expected = 'a-1 1' }
        @{ Name = 'more events than there are'; Search = , '/events/99'; Expected = @() }
        @{ Name = 'a run ID'; Search = '/runId', 'a-1'; Expected = 'a-1 1' }
        @{ Name = 'the whole document, in the runs of a pattern'; Search = , ''; RunId = 'b*'; Expected = 'b-1 1' }
        @{ Name = 'a value, in one run'; Search = './status', 'failed'; RunId = 'a-1'; Expected = 'a-1 2' }
        @{ Name = 'a value, in several runs in their order'; Search = './status', 'failed'; RunId = 'b*', 'a-1'; Expected = 'b-1 1', 'a-1 2' }
    ) {
        $arguments = @{ Path = $Search[0] -replace '^\.', '/stepResults/a~1b' }
        if ($Search.Count -eq 2) { $arguments.Value = if ($As) { $Search[1] -as ($As -as [type]) } else { $Search[1] } }
        if ($RunId) { $arguments.RunId = $RunId }

        (Find-RunSnapshot @arguments | Get-Name) -join '|' | Should -BeExactly ($Expected -join '|')
    }

    It 'accepts the path and the value by position' {
        Find-RunSnapshot /stepResults/a~1b/output/n 1 | Get-Name | Should -BeExactly 'a-1 5'
    }

    It 'searches piped snapshots by sequence number, not in pipeline order' {
        (Get-RunSnapshot a-1 -Sequence 5), (Get-RunSnapshot a-1 -Sequence 4), (Get-RunSnapshot b-1), (Get-RunSnapshot a-1 -Sequence 3) |
            Find-RunSnapshot /stepResults/a~1b/status failed | Get-Name | Should -BeExactly 'a-1 4', 'b-1 1'
    }

    It 'finds nothing in an empty pipeline' {
        @() | Find-RunSnapshot /status | Should -BeNullOrEmpty
    }

    It 'refuses <_>, which is not a JSON Pointer' -ForEach 'status', '/a~', '/a~2b' {
        $failed = Assert-SingleError { Find-RunSnapshot $_ } "InvalidPointer,$class" InvalidArgument -Terminating
        $failed.TargetObject | Should -BeExactly $_
    }

    It 'refuses a value that cannot be stored' {
        $null = Assert-SingleError { Find-RunSnapshot /status { } } "UnsupportedValue,$class" InvalidType -Terminating
    }

    It 'reports a run without snapshots, and searches the others' {
        $null = Assert-SingleError { Find-RunSnapshot /status -RunId missing, b-1 | Get-Name } "SnapshotNotFound,$class" ObjectNotFound -Output 'b-1 1'
    }
}
