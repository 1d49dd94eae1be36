#Requires -Version 7.4

Describe 'New-RunSnapshot -Property' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        . (Join-Path $PSScriptRoot Shared.ps1)

        class MappedRun { [string] $Key = 'job-5'; [string] $WorkflowId = 'w'; [object] $Result = @{ deep = @{ x = 1 } } }
    }

    BeforeEach {
        Clear-RunSnapshot -All
    }

    It 'finds the fields of a run under other names, or computes them with script blocks' {
        $job = [pscustomobject]@{ Id = 'job-5'; Kind = 'backup'; State = 'done'; Status = 'a status of another system'; Tasks = 'copy', 'check'; Done = @{ copy = 3 }; Result = 'out' }
        $snapshot = $job | New-RunSnapshot -Property @{
            RunId         = 'Id'
            workflowid    = 'kind'
            Status        = { if ($_.State -eq 'done') { 'Completed' } }
            ExecutionPath = { 1; 2 }
            StepResults   = { $all = @{}; foreach ($task in $_.Tasks) { $all[$task] = @{ Status = 'Completed'; Output = $_.Done[$task] } }; $all }
        }

        $snapshot.RunId | Should -BeExactly 'job-5'
        $snapshot.WorkflowId | Should -BeExactly 'backup'
        $snapshot.Status | Should -Be 'Completed'
        $snapshot.ExecutionPath | Should -Be 1, 2
        $snapshot.StepResults['check'].Status | Should -Be 'Completed'
        $snapshot.StepResults['copy'].Output | Should -Be 3
        $snapshot.Result | Should -BeExactly 'out'
    }

    It 'maps <Name>' -ForEach @(
        @{ Name = 'an object of a class'; Make = { [MappedRun]::new() } }
        @{ Name = 'a synchronized hashtable'; Make = { [hashtable]::Synchronized(@{ key = 'job-5'; workflowId = 'w'; result = @{ deep = @{ x = 1 } } }) } }
        @{ Name = 'a dictionary with keys in another case'; Make = {
                $dictionary = [System.Collections.Generic.Dictionary[string, object]]::new()
                $dictionary['KEY'] = 'job-5'; $dictionary['workflowID'] = 'w'; $dictionary['Result'] = @{ deep = @{ x = 1 } }
                $dictionary
            }
        }
        @{ Name = 'an ordered dictionary'; Make = { [ordered]@{ key = 'job-5'; workflowId = 'w'; result = @{ deep = @{ x = 1 } } } } }
    ) {
        $snapshot = New-RunSnapshot -InputObject (& $Make) -Property @{ RunId = 'Key' }

        $snapshot.RunId | Should -BeExactly 'job-5'
        $snapshot.Result.deep.x | Should -Be 1
    }

    It 'captures a run of the module as it is' {
        (New-RunSnapshot (New-WorkflowRun w job-5) -Property @{ RunId = 'WorkflowId' }).RunId | Should -BeExactly 'job-5'
    }

    It 'takes a property that does not exist as a missing field' {
        $null = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w' } -Property @{ RunId = 'Nothing' } } 'NoRunFields,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument
    }

    It 'refuses a field that a run does not have, and names the fields' {
        $failed = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w' } -Property @{ Stat = 'x' } } 'UnknownRunField,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument -Terminating
        $failed.Exception.Message | Should -BeLike "*'Stat'. Its fields are WorkflowId, RunId, Status,*"
    }

    It 'refuses <Name> as the source of a field' -ForEach @(
        @{ Name = 'a number'; Source = 5 }
        @{ Name = 'an empty string'; Source = '' }
        @{ Name = 'null'; Source = $null }
    ) {
        $null = Assert-SingleError { New-RunSnapshot @{ RunId = 'r'; WorkflowId = 'w' } -Property @{ Status = $Source } } 'InvalidFieldSource,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument -Terminating
    }

    It 'reports a script block that fails, and captures the others' {
        $null = Assert-SingleError {
            (@{ RunId = 'r'; bad = $true }, @{ RunId = 'r' } | New-RunSnapshot -Property @{ WorkflowId = { if ($_.bad) { throw 'no' } else { 'w' } } }).WorkflowId
        } 'FieldFailed,PSSnapshots.Commands.NewRunSnapshotCommand' InvalidArgument -Output w
    }
}
